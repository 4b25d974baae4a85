"""The lists of draws and of a published frame, declared."""

from django import forms

from insyn.base.lists import Column, ListFilter, Listing
from insyn.planning.models import Draw, DrawEntry
from insyn.planning.rules.eligibility import REASON_WORDS

STAGES = dict(Draw.Stage.choices)


class DrawFilter(ListFilter):
    search_fields = ("title", "plan__title")
    search_label = "Rubrik eller plan"
    stage = forms.ChoiceField(label="Läge", choices=(("", "Alla"), *Draw.Stage.choices))


class Draws(Listing):
    title, one, many, order = "Urval", "urval", "urval", "-pk"
    nothing = "Inga urval än. Ett urval läggs upp från planens flik Urval."
    filter_class = DrawFilter
    columns = (
        Column("title", "Urval", link="planning:draw"),
        Column("plan__title", "Plan"),
        Column(
            "stage",
            "Läge",
            words=STAGES,
            colors={"preparing": "neutral", "published": "info", "drawn": "success", "replaced": "warning"},
        ),
        Column("size", "Avtal", kind="number"),
        Column("published_at", "Ram publicerad", kind="moment"),
        Column("meeting_date", "Dragen vid sammanträde", kind="day"),
    )


class FrameFilter(ListFilter):
    search_fields = ("public_id", "contract__name")
    search_label = "Beteckning eller benämning"
    slump = forms.ChoiceField(
        label="Slumpen", choices=(("", "Alla avtal"), ("True", "Kan dras"), ("False", "Kan inte dras"))
    )
    skal = forms.ChoiceField(label="Skäl", choices=(("", "Alla"), *REASON_WORDS.items()))
    lookups = {"slump": "is_eligible", "skal": "reason_code"}


class FrameRows(Listing):
    title, one, many, order = "Urvalsram", "avtal", "avtal", "public_id"
    filter_class = FrameFilter
    columns = (
        Column("public_id", "Beteckning"),
        Column("contract__name", "Avtal"),
        Column("is_eligible", "Slumpen", words={True: "kan dras", False: "kan inte dras"}),
        Column("reason_code", "Skäl", words=REASON_WORDS),
        Column("complaint_rank", "Plats efter klagomål", kind="number"),
        Column("nomination_rank", "Plats hos beställarna", kind="number"),
        Column("picked_as", "Dragen", words=dict(DrawEntry.Picked.choices) | {"": ""}),
    )
