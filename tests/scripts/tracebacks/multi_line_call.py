# exit: 1
def build(first, second, third):
    return first + second + third


print(
    build(
        1,
        2,
        "three",
    )
)
