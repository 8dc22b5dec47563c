"""Forms of one name: short, fond, and of other languages."""

# Names that stand for one another. Each line is one name in its forms.
_FORMS = """
abdullah abdulla
abigail abi abby gail
agnieszka aga
aleksander aleksandr alexander alex olek sasha sandy xander
aleksandra alexandra alex ola sasha sandra lexi
alfred alf alfie fred
alison ali
amandeep aman
andrew andy drew
andrzej jedrek
anna ann anne ania anya annie
anthony tony ant
barbara babs basia barb
benjamin ben benji benny
beata beatka
bartosz bartek bartlomiej
caroline carolyn caz carrie
catherine katherine kathryn cath kath kate katie kathy cathy cat kitty kat
charles charlie chuck chas
charlotte lottie charlie
christine christina chris chrissie tina krystyna krysia
christopher chris topher kit
daniel dan danny
david dave davy dai
deborah debra deb debbie
dorothy dot dottie dolly
dominik domino dominic dom
edward ed eddie ned ted teddy
elizabeth eliza liz lizzie beth betty bess elsie libby lisa elspeth
elzbieta ela
emily em emmy
ewa ewka eva
fatima fatma fatou fati
fatoumata fatou
francis frank frankie fran
frances fran francesca frankie
frederick fred freddie
gabriela gabrielle gabi gabby
geoffrey jeffrey geoff jeff
gerald gerard gerry jerry
george georgie jerzy jurek
georgina georgia georgie gina
grzegorz grzesiek
gurpreet preet preeti
harjit harj jit
harold harry hal
harpreet harp preet
helen nell nellie ellie helena
henry harry hal hank
isabella isabelle isabel izzy bella belle
jacob jake jakub kuba
jacqueline jackie jacqui
james jim jimmy jamie jaime
jan janek
janet jan
jennifer jen jenny jenna
jessica jess jessie
joanna joanne jo joasia asia
john johnny jack jon
jonathan jon jonny nathan
joseph joe joey jozef
josephine jo josie
judith judy jude
karolina karo
katarzyna kasia kaska
kenneth ken kenny
khadija khadijah khadi
krzysztof krzys krzysiek
kulwinder kully
laurence lawrence larry
leonard len lenny leo
lukasz luke
magdalena magda lena
malgorzata gosia gocha margaret
marcin marcinek
margaret maggie meg peggy madge margie mags rita greta
mariusz mario
mateusz mati
matthew matt matty
maxwell max
maximilian max
maureen mo
michael mick micky mike mikey mick michal
mohammed muhammad mohammad mohamed muhammed mohamad mo md mohd muhammet mehmet
moses mo moss
natalia natasha tasha nat natalie
nathaniel nathan nat nate
nicholas nick nicky nicolas
nicola nicky nikki
olufemi femi
oluwaseun seun
oluwatobi tobi
olufunke funke
ayodele ayo dele
babatunde tunde
oliver ollie olly
olivia liv livvy
pamela pam
patricia pat patsy trish tricia paddy
patrick pat paddy rick padraig
paulina paula
pawel pavel paul
penelope penny
peter pete piotr piotrek
philip phil pip
rachel rach
raymond ray
rebecca becky becca bec
richard rich rick ricky dick dickie
robert rob robbie bob bobby bert
roderick rod roddy
ronald ron ronnie
rosemary rose rosie
samantha sam sammy
samuel sam sammy
sandra sandy sandie
sarah sara sally sadie
simon si
siobhan shiv
slawomir slawek
stanley stan
stanislaw staszek stas
stephanie steph stef
stephen steven steve stevie
sukhdeep sukh deep
susan sue susie suzie suzanne
tadeusz tadek
teresa theresa terry tess tessa
terence terry tel
thomas tom tommy tomasz tomek
timothy tim timmy
tobias toby
tracey trace
valerie val
veronica vera ronnie
victor vic
victoria vicky vic tori
vincent vince vinny
walter walt wally
william will bill billy willie liam
winston win
wojciech wojtek
yousef yusuf joe
yvonne eve
zachary zac zak
zbigniew zbyszek
zuzanna zuzia zuza susan
zofia zosia sophie sophia
"""
FORMS = {}
for _line in _FORMS.split("\n"):
    for _name in _line.split():
        FORMS.setdefault(_name, set()).update(set(_line.split()) - {_name})
