"""What cannot be done with contracts and requirements, in words."""

from insyn.base.refusals import Refusal


class NumberTaken(Refusal):
    message = "Det finns redan ett avtal med det numret."


class CodeTaken(Refusal):
    message = "Koden är redan använd. Välj en annan, eller öppna det som har den."


class OnlyAssignmentsMirror(Refusal):
    message = "Bara en uppdragsbeskrivning kan spegla ett avtal. Ändra formen, eller lämna speglingen tom."


class MirrorsItself(Refusal):
    message = "En uppdragsbeskrivning kan inte spegla sig själv."


class OptionTakenUp(Refusal):
    message = "Optionen är redan utnyttjad."


class OptionTooShort(Refusal):
    message = "Optionen måste sträcka sig längre än perioden gör i dag."


class NoLaterThanNow(Refusal):
    message = "Perioden slutar redan den dagen eller tidigare."


class UnitAttachedAlready(Refusal):
    message = "Enheten ingår redan i avtalet under den tiden."


class UnitClosedThen(Refusal):
    message = "Enheten är inte öppen den dagen. Välj en dag då den är öppen, eller öppna den först i registret."


class AdoptedAlready(Refusal):
    message = "Avtalet har redan antagit kravsamlingen under den tiden."


class NotAdopted(Refusal):
    message = "Kravet ingår inte i avtalet den dagen. Ett avtal kan bara avvika från krav det har antagit."


class DeviatesAlready(Refusal):
    message = "Avtalet avviker redan från kravet under den tiden. Avsluta den avvikelsen först."


class TextMissing(Refusal):
    message = "Skriv den lydelse som gäller i stället."


class EndsBeforeItBegan(Refusal):
    message = "Sista dagen ligger före den dag då det började gälla."
