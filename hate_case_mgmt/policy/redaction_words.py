"""Words that redaction knows: names that are words as well, and
words by which a person can be recognised though nobody is named."""

# Names that are English words: a name only with a capital, or beside what people do
WORDS_TOO = frozenset(
    """
abbey able angel april art ash august autumn baker ball banks barber bay bell best bill
bird bishop black bloom blue bob bond bright brook brooks brown buck burn burns bush
butler cane carol case cash chance chase cherry chip christian church clay cliff cole
con cook cope crane crisp crook cross curry dale dance dawn day dean dee deep diamond
dick dolly don dot dove drake drew duke dusty earl earnest east ed english eve faith
farmer fern field fields finch fisher flint flowers ford forest fox frank free french
frost fry gale gamble gay gene gentle ginger glass glen gold good grace grant gray green
grey guy hale hall happy hardy hare harper hart hazel heath heather hill hills holly
honey hope hunter iris irish ivy jack jade jasmine jay jean jenny jo jolly joy june keen
kind king kit knight lake lamb lane lark law laws lily little lock long lord love low
major marble mark marks marsh martin mason may mayor mercy merry miles mill miller money
moody moor moss neat nell nick noble norm north nurse olive page parker parks parsons
pat patience peace pearl peel penny pepper pike piper plant pool poor pope porter potter
pound power powers price pride prince queen rain rainbow ray rich rick ridge rivers rob
robin rock rocky rod rose ruby rush rust rusty sage sale salt sandy sands savage self
sellers shade sharp shepherd short silk silver singer skinner sky slater small smart
snow south spark speed spring star steel sterling stern still stone storm street strong
sue summer summers sunny sweet swift tanner tel temple thorn tiger trace trust tucker
turner underwood vale van vera victor vine violet walker wall ward waters way weeks
wells west white will wills win winter winters wise wolf wood woods wren young moon man
my an so do le ho to in on it is as at by go no or up us we am me be he hung dung sung
sing bin her his she the and for not you all can had was one our out has two how its who
did yes any new now old see than that this very when your here just like over also back
only come made page noon said kim-chi bow tie pal sir
""".split()
)

# Of these, what often begins a sentence and is no name there
OFTEN_FIRST = frozenset(
    """
best black blue bright brown case chance christian dusty english fields free french
frost good green grey gray hall happy irish king lane little long low may new old poor
rain rusty sharp short small smart snow south north west east still strong storm street
summer winter spring autumn temple trust wall way weeks west white will wills young man
my an so do le ho to in on it is as at by go no or up us we am me be he his her she the
and for not you all can had was one our out has two how its who did yes any now see than
that this very when your here just like over also back only come made noon said police
park bin bow tie pal sir mark page church flowers glass waters gay
""".split()
)

# What is said of somebody beside a name: "told may", "rose said"
BEFORE_PERSON = frozenset(
    "mr mrs ms miss mx dr told asked called phoned rang met saw visited with by from "
    "neighbour neighbours tenant son daughter wife husband brother sister mum dad "
    "named victim witness resident customer and".split()
)
AFTER_PERSON = frozenset(
    "said says told asked called rang reports reported states stated feels felt thinks "
    "is was has lives lived works confirmed explained alleges alleged mentioned added "
    "phoned texted emailed wrote visited attended rings needs wants "
    "shouted spat hit pushed came went heard saw and".split()
)

TITLES = frozenset(
    "mr mrs ms miss mx master dr doctor prof professor sir dame lady rev reverend "
    "father sister imam rabbi councillor cllr pc ps dc sgt sergeant inspector".split()
)
# Parts of a name that name nobody, and what stands where a name is not known
NO_NAMES = frozenset(
    "al el ul ur bin ibn bint abu umm de da di der den van von la le du dos das "
    "y and or the of from his her their our with not known unknown man men woman women "
    "boy boys girl girls lad lads youth youths group gang person people someone "
    "neighbour neighbours flat house number door family tenant resident male female "
    "young old tall two three four several others other both anonymous withheld jr sr "
    "junior senior ii iii mr mrs ms miss mx dr".split()
)

# Capitals in the middle of a sentence that name nobody
KNOWN_CAPITALS = frozenset(
    """
monday tuesday wednesday thursday friday saturday sunday january february march april
may june july august september october november december christmas easter new year
english british britain england wales scotland uk council police nhs facebook whatsapp
instagram tiktok snapchat twitter youtube google ring teams zoom housing association
officer manager team tenancy covid asb cctv sgt god ok hate crime incident act bank
holiday mon tue wed thu fri sat sun mondays tuesdays wednesdays thursdays fridays
saturdays sundays dob hc jan feb mar apr jun jul aug sep sept oct nov dec i i'm i've i'd
i'll no yes internet brexit government parliament victim support crimestoppers stop
samaritans
""".split()
)

PEOPLES = """
african afghan albanian algerian arab arabic asian bangladeshi bengali brazilian
bulgarian caribbean chinese congolese czech egyptian eritrean ethiopian filipino french
gambian german ghanaian greek gujarati gypsy hungarian indian iranian iraqi irish
italian jamaican japanese jordanian kenyan korean kosovan kurdish latvian lebanese
libyan lithuanian malaysian moroccan nepali nepalese nigerian pakistani palestinian
pashto persian polish portuguese punjabi roma romani romanian russian rwandan scottish
senegalese serbian sierra-leonean slovak slovakian somali spanish sudanese swahili
sylheti syrian tamil thai tigrinya traveller tunisian turkish ugandan ukrainian urdu
vietnamese welsh yemeni yoruba zimbabwean
""".split()
BELIEFS = """
muslim muslims islamic jewish jew jews sikh sikhs hindu hindus buddhist catholic
protestant christian jehovah's pagan hijab niqab burqa headscarf turban kippah skullcap
kirpan shalwar kameez sari mosque masjid synagogue shul gurdwara mandir temple church
chapel parish ramadan eid diwali shabbat imam rabbi priest vicar halal kosher
""".split()
BODIES = """
wheelchair deaf blind partially-sighted guide-dog hearing-aid white-cane walking-stick
walking-frame mobility-scooter crutches autistic autism asperger's down's-syndrome
downs-syndrome cerebral-palsy epilepsy epileptic amputee prosthetic dialysis dementia
alzheimer's schizophrenia bipolar learning-disability learning-difficulties adhd ms
multiple-sclerosis parkinson's stroke stammer stutter oxygen blue-badge disabled
disability pregnant birthmark scar tattoo tattoos one-legged one-armed dwarfism
tourette's bsl sign-language carer hiv
""".split()
SELVES = """
trans transgender transwoman transman non-binary nonbinary gay lesbian bisexual queer
transitioning same-sex civil-partner refugee refugees asylum-seeker asylum visa
immigrant migrant dreadlocks
""".split()
KIN = """
mum mummy mam mother dad daddy father parents son sons daughter daughters child children
kids baby toddler twins brother brothers sister sisters husband wife partner boyfriend
girlfriend fiance fiancee ex ex-husband ex-wife ex-partner uncle aunt auntie aunty
cousin nephew niece gran granny grandma nan nana grandad grandfather grandmother
grandson granddaughter mother-in-law father-in-law sister-in-law brother-in-law stepson
stepdaughter stepdad stepmum widow widower bride household lodger flatmate housemate
""".split()
JOBS = """
teacher nurse doctor midwife taxi-driver cab-driver bus-driver driver shopkeeper chef
cook waiter waitress barber hairdresser cleaner carer care-worker postman postwoman
builder electrician plumber student pupil apprentice councillor solicitor lawyer
accountant imam vicar priest rabbi nanny childminder lecturer engineer soldier veteran
receptionist pharmacist dentist paramedic firefighter baker butcher florist tailor
mechanic warehouse-worker security-guard footballer coach musician teaching-assistant
dinner-lady lollipop-lady social-worker volunteer takeaway salon barbershop grocer
newsagent
""".split()
PLACES = """
school academy nursery college university sixth-form madrasa surgery clinic hospital
factory warehouse takeaway workplace depot gym youth-club foodbank hostel refuge
sheltered care-home day-centre community-centre library
""".split()
CARS = """
corsa fiesta focus golf polo astra clio civic micra yaris qashqai transit berlingo bmw
audi mercedes vauxhall ford toyota nissan honda skoda kia hyundai peugeot renault
citroen volvo mini van taxi minibus moped scooter motorbike
""".split()
COLOURS = """
red blue green black white silver grey gray yellow orange pink purple gold
""".split()
