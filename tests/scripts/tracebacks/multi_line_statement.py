# exit: 1
data = {
    "a": 1,
    "b": 2,
}
result = [
    data[key]
    for key in ("a", "b", "c")
]
