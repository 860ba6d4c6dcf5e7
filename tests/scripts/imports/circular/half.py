import other_half

DONE = True
