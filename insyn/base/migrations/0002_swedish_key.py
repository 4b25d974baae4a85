"""Swedish order without ICU: an immutable function that an index can be built on."""

from django.db import migrations

LETTERS = (
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚě"
    "ĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž"
)
KEYS = (
    "aaaa|{|ceeeeiiiidnoooo}}uuuyytsaaaa|{|ceeeeiiiidnoooo}}uuuyytyaaaaaaccccccccddddeeeeeeeeee"
    "gggggggghhiiiiiiiiiijjkkllllllllnnnnnnoooo}}}}rrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzz"
)
CREATE = f"""
CREATE FUNCTION swedish_key(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(translate(t, '{LETTERS}', '{KEYS}') COLLATE "C")
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0001_trail_context")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION swedish_key(text)")]
