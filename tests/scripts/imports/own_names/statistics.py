def mean(values):
    return "about " + str(max(values))
