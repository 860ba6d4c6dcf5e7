print("tools load", __name__)
LIMIT = 100


def double(x):
    return x * 2
