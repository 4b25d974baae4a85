"""What is wrong with a file, told to the person who wants to publish it."""


class FileFault(ValueError):
    """A file that cannot be published as it is; the text says what is wrong and how to mend it."""


class UnknownKind(FileFault):
    def __init__(self) -> None:
        super().__init__(
            "Filen är inte ett Word-dokument (.docx), en PDF eller en bild (JPEG, PNG, WebP). Välj en annan fil."
        )


class Unreadable(FileFault):
    def __init__(self, what: str = "Filen") -> None:
        super().__init__(
            f"{what} är skadad eller ofullständig och går inte att läsa. Spara om den och ladda upp den igen."
        )


class TooLarge(FileFault):
    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} är för stor när den packas upp och har därför inte lästs. Minska bilderna och försök igen."
        )


class NotForPublication(FileFault):
    """The document holds something that a reader does not see but that would go along."""
