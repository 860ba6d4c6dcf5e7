text = "the quick brown fox jumps over the lazy dog the end"
counts = {}
for word in text.split():
    counts[word] = counts.get(word, 0) + 1
print(counts)
print(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:4])
print("".join(sorted(set(text) - {" "})))
print([letter for letter in "hello" if letter not in "aeiou"], {c: ord(c) for c in "abc"})
print(
    list(enumerate("ab", 1)),
    list(zip("abc", "xyz")),
    "".join(reversed("stressed")),
    list(map(str.upper, "abc")),
)


def caesar(message, shift):
    result = []
    for letter in message:
        if letter.isalpha():
            base = ord("A") if letter.isupper() else ord("a")
            letter = chr((ord(letter) - base + shift) % 26 + base)
        result.append(letter)
    return "".join(result)


secret = caesar("Hello, World!", 3)
print(secret, caesar(secret, -3))


def is_palindrome(sentence):
    letters = [c.lower() for c in sentence if c.isalnum()]
    return letters == letters[::-1]


print(is_palindrome("A man, a plan, a canal: Panama"), is_palindrome("nope"))
long = ""
for i in range(200):
    long += str(i % 10)
print(len(long), long[-12:], long.count("7"))
a, b, *rest = "hello"
print(a, b, rest, *"xyz")
