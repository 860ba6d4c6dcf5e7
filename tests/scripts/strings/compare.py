words = ["banana", "Apple", "cherry", "apple", "", "Äpfel", "zebra", "10", "9", "😀", "\uffff"]
print(sorted(words))
print(sorted(words, key=str.lower))
print(
    "a" < "b",
    "a" < "B",
    "" < "a",
    "abc" < "abd",
    "abc" < "ab",
    "Z" < "a",
    "é" > "z",
    "\uffff" < "😀",
)
print("abc" == "abc", "abc" != "abd", "abc" == 1, "1" == 1, "a" <= "a", "b" >= "a", "a" > "aa")
print(max(words), min(words), max("hello"), sorted("hello"), list(reversed("abc")))
print(hash("abc") == hash("a" + "bc"), {"a" + "b": 1}["ab"])
for c in "añ€":
    print(c, ord(c), chr(ord(c) + 1), hex(ord(c)))
for letter in "xyz":
    print(letter, end=" ")
print()
