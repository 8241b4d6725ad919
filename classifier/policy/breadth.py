"""Which phrases would match nearly everything, and so are no keywords."""

from classifier.policy.phrases import folded

LANGUAGES = ("en", "es", "fr")
"""In which phrases can be inflected."""
FEWEST = 3
"""Letters and digits of a phrase."""

_EVERYWHERE = """
a about after all also am an and any are as at be been but by can did do does for from get had has have he her here
him his how i if in into is it its just me more my new no not now of off on one or our out please she so than that
the their them then there these they this those to today up us was we were what when where which who will with you
your

al algo ante bajo como con cuando de del desde donde el ella ellos en entre era eres es esta este esto fue ha han
hasta hay hoy la las le les lo los mas me mi mis muy nos o para pero por que quien se ser si sin sobre son su sus te
tiene todo tu tus un una uno unos usted y ya yo

ai au aux avec avez avons c ce ces cette chez d dans des du elle elles est et etre il ils j je l leur leurs lui ma
mais mes mon n ne notre nos nous on ont ou par pas plus pour qu que qui s sa sans ses son sont sur ta te tes toi ton
tous tout tres une vos votre vous
"""
STOP_WORDS = frozenset(_EVERYWHERE.split())
"""Words of which every text is made, folded, in the languages above."""


def too_broad(phrase: str) -> str | None:
    """What is wrong with a phrase that would match nearly everything; None when nothing is."""
    form = folded(phrase)
    if sum(char.isalnum() for char in form) < FEWEST:
        return f"{phrase!r} would match nearly everything; expected three letters or digits at least"
    if all(word in STOP_WORDS for word in form.split()):
        return f"{phrase!r} would match nearly everything; expected more than words such as the, for, de"
    return None
