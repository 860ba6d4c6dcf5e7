total = 0
i = 0
while i < 5000000 do
  total = total + i
  i = i + 1
end
print(total)
