table = str.maketrans("abc", "xyz")
print(
    "aabbcc-d".translate(table),
    "hello".translate({104: "J", 108: None}),
    "a-b".translate(str.maketrans("", "", "-")),
)
print("cab".translate(str.maketrans({"a": "<A>", "b": None, "c": 100})), sorted(table.items()))
