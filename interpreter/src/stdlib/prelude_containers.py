# Lists, dicts, sets and iteration, where code of the user is involved.
