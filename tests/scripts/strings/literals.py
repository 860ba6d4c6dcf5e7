print('single', "double", 'it\'s', "say \"hi\"", 'mixed "quotes"', "it's")
print("tab\there", "new\\nline", "bell" "joined" 'adjacent', r"raw \n stays", "null\0byte".replace("\0", "0"))
print("\x41\u00e9\u20ac\U0001F600\101")
print("""three
lines 'and' "quotes"
end""")
print('''x
y''', "back\
slash")
print(repr("a\nb\tc\\d\r"), repr('it\'s'), repr("say \"hi\""), repr('both \' and "'), repr("\x00\x1f\x7f\x80\xa0"))
print(repr("é€😀"), repr("\u200b\ufeff\ue000"))
print(len("é"), len("😀"), len("e\u0301"), len(""), len("a\0b"))
print(str(1), str(None), str("x"), str([1, "a"]), str(("a",)), str({"k": "v"}), str())
print(["it's", 'a"b', "plain", "\n"], {"a": "b"}, ("x", 'y"'))
