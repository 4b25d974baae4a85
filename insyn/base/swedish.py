"""Swedish order of names, the same in the database (with an index) and in Python."""

from django.db.models import Func, TextField

# å, ä and ö come after z, where ASCII has braces; é sorts as e, ü as y, æ as ä and ø as ö, as in Swedish lists.
LETTERS = (
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚě"
    "ĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž"
)
KEYS = (
    "aaaa|{|ceeeeiiiidnoooo}}uuuyytsaaaa|{|ceeeeiiiidnoooo}}uuuyytyaaaaaaccccccccddddeeeeeeeeee"
    "gggggggghhiiiiiiiiiijjkkllllllllnnnnnnoooo}}}}rrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzz"
)
TABLE = str.maketrans(LETTERS, KEYS)


def swedish_key(text: str) -> str:
    """The value to sort by, and to compare the beginning of a name with."""
    return text.translate(TABLE).lower()


class SwedishKey(Func):
    """`order_by(SwedishKey("name"))`; for prefixes `.filter(key__startswith=swedish_key(term))` on an annotation."""

    function = "swedish_key"
    template = '%(function)s(%(expressions)s) COLLATE "C"'
    arity = 1
    output_field = TextField()
