"""Invented people and words for training copies. Nobody of these exists.

Phone numbers lie in the range that Ofcom keeps free for drama, e-mail addresses in a
domain that nobody can own, postcodes in an area that the post does not use.
"""

NAMES = (
    "Alex Amberley",
    "Bao Birchwood",
    "Carla Copperfield",
    "Dilan Dovecote",
    "Esra Elmhurst",
    "Femi Fairbourne",
    "Grace Greystone",
    "Hiro Hazelmere",
    "Ines Ivybridge",
    "Jamal Juniper",
    "Kirsty Kestrel",
    "Luca Larkspur",
    "Mina Meadowcroft",
    "Noor Northfold",
    "Owen Oakenshaw",
    "Petra Primrose",
    "Quinn Quayside",
    "Rania Rosehill",
    "Sam Silverdale",
    "Tariq Thornbury",
    "Uma Underhill",
    "Viktor Valeside",
    "Wren Willowbank",
    "Yara Yewtree",
    "Zofia Zennor",
)
STREETS = (
    "Example Road",
    "Sample Street",
    "Practice Lane",
    "Rehearsal Way",
    "Training Terrace",
    "Invented Close",
    "Pretend Place",
)
WORDS = (
    "Invented for training: words were said on the stairs by someone passing.",
    "Invented for training: a note was left at the door and kept as evidence.",
    "Invented for training: the person asked for a call on Tuesday mornings.",
    "Invented for training: paint was found on the wall beside the entrance.",
    "Invented for training: a neighbour heard it and is willing to say so.",
    "Invented for training: we agreed to meet at the library next week.",
    "Invented for training: the lock was changed and the light repaired.",
)
EMAIL_DOMAIN = "training.invalid"
PHONE_START = "07700 900"
ADDRESS_END = ", Trainington QZ1 1AA"
FILE_TEXT = b"Training copy. The file that was here has been taken out.\n"
