local function quicksort(items, low, high)
  while low < high do
    local pivot = items[(low + high) // 2]
    local i, j = low, high
    while i <= j do
      while items[i] < pivot do i = i + 1 end
      while items[j] > pivot do j = j - 1 end
      if i <= j then
        items[i], items[j] = items[j], items[i]
        i = i + 1
        j = j - 1
      end
    end
    quicksort(items, low, j)
    low = i
  end
end

local function josephus(n, k)
  local people = {}
  for i = 1, n do people[i] = i - 1 end
  local position = 0
  while #people > 1 do
    position = (position + k - 1) % #people
    table.remove(people, position + 1)
  end
  return people[1]
end

local numbers = {}
for n = 0, 149999 do numbers[n + 1] = n * 7919 % 100003 end
quicksort(numbers, 1, #numbers)
local stack, size = {}, 0
for n = 0, 1499999 do
  size = size + 1
  stack[size] = n
  if n % 3 == 0 then
    stack[size] = nil
    size = size - 1
  end
end
local sum = 0
for i = 1, size, 1000 do sum = sum + stack[i] end
print(string.format("[%d, %d, %d] %d %d %d %d", numbers[1], numbers[2], numbers[3], numbers[#numbers], josephus(3000, 7), size, sum))
