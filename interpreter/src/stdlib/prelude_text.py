# Text: str, repr, format and their kin, where code of the user is involved.
