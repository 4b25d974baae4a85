"""What people type about categories and about the codes of other systems."""

from typing import Any

from django import forms

from insyn.base.conflicts import RowForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField
from insyn.base.periods import today
from insyn.organisation.models import Unit
from insyn.registers.models import Category, SourceCode, SourceSystem


def category_choice(label: str, help_text: str = "") -> forms.ModelChoiceField:  # type: ignore[type-arg]
    return forms.ModelChoiceField(
        Category.objects.none(), label=label, required=False, widget=SearchSelect, help_text=help_text
    )


def usable_categories() -> Any:
    return Category.objects.on(today()).select_related("parent").order_by("parent__name", "name")


def with_head(row: Category) -> str:
    return f"{row.parent.name}: {row.name}" if row.parent else row.name


class DayForm(forms.Form):
    """The day as of which the tree is shown; in the address, so that it can be shared."""

    all_optional = True
    dag = SwedishDateField(label="Som den var den", required=False, help_text="")


class CategoryForm(RowForm, forms.Form):
    name = forms.CharField(label="Namn", max_length=200)
    description = forms.CharField(label="Vad som hör hit", widget=LongText, required=False)
    parent = forms.ModelChoiceField(
        Category.objects.none(),
        label="Huvudkategori",
        required=False,
        empty_label="Ingen: den är själv en huvudkategori",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heads: Any = Category.objects.on(today()).filter(parent=None)
        parent: Any = self.fields["parent"]
        parent.queryset = heads.exclude(pk=self.row.pk) if self.row else heads


class NewCategoryForm(CategoryForm):
    start = SwedishDateField(label="Används från")


class EndCategoryForm(forms.Form):
    last_day = SwedishDateField(label="Sista dagen")
    replaced_by = category_choice("Ersätts av", "Koder i källsystem som pekar hit följer med dit.")

    def __init__(self, *args: Any, row: Category, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["replaced_by"]
        field.queryset = usable_categories().exclude(pk=row.pk)
        field.label_from_instance = with_head


class CodeForm(RowForm, forms.Form):
    """What a code means here: a category or a unit, as the code is of."""

    category = category_choice("Kategori")
    unit = forms.ModelChoiceField(Unit.objects.order_by("name"), label="Enhet", required=False, widget=SearchSelect)

    def __init__(self, *args: Any, row: SourceCode, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        del self.fields["unit" if row.field == SourceCode.Field.CATEGORY else "category"]
        if field := self.fields.get("category"):
            choice: Any = field
            choice.queryset = usable_categories()
            choice.label_from_instance = with_head

    def saved(self, row: Any) -> dict[str, Any]:
        return {"category": row.category_id, "unit": row.unit_id}


class NewCodeForm(forms.Form):
    system = forms.ModelChoiceField(SourceSystem.objects.all(), label="Källsystem")
    code = forms.CharField(label="Kod i källsystemet", max_length=200, help_text="Precis som den står i filen.")
    category = category_choice("Kategori")
    unit = forms.ModelChoiceField(Unit.objects.order_by("name"), label="Enhet", required=False, widget=SearchSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["category"]
        field.queryset = usable_categories()
        field.label_from_instance = with_head

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(data.get("category")) == bool(data.get("unit")):
            self.add_error(None, "Välj vad koden betyder: en kategori eller en enhet, inte båda.")
        data["field"] = SourceCode.Field.UNIT if data.get("unit") else SourceCode.Field.CATEGORY
        return data
