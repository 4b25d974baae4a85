"""The staff's start page: what each person must do, in order of date."""
