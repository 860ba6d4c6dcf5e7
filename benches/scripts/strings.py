"""Strings: building, joining, splitting, searching, formatting."""


def build(n):
    parts = []
    for i in range(n):
        parts.append(f"item-{i:05d}:{i * 3 % 17}")
    return ",".join(parts)


def scan(text):
    total = 0
    for field in text.split(","):
        name, value = field.split(":")
        if name.endswith("7"):
            total += int(value)
        if "99" in name:
            total += len(name.upper().replace("ITEM", "x"))
    return total


def letters(text):
    vowels = 0
    for letter in text:
        if letter in "aeiou":
            vowels += 1
    return vowels


text = build(150_000)
print(len(text), scan(text), letters(text))
grown = ""
for i in range(200_000):
    grown += chr(97 + i % 26)
print(len(grown), grown.count("xyz"), grown[-5:])
