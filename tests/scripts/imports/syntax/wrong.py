def fine():
    return 1


def wrong(:
    return 2
