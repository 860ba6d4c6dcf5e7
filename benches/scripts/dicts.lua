local function numbers(n)
  local tab, size = {}, 0
  for i = 0, n - 1 do
    local key = i * 7 % 100003
    if tab[key] == nil then size = size + 1 end
    tab[key] = i
  end
  local total = 0
  for _, value in pairs(tab) do total = total + value end
  for i = 0, n // 10 - 1, 3 do
    local key = i * 7 % 100003
    if tab[key] ~= nil then
      tab[key] = nil
      size = size - 1
    end
  end
  return size, total
end

local function words(n)
  local names = {}
  for i = 0, 499 do names[i] = "name" .. i end
  local counts = {}
  for i = 0, n - 1 do
    local name = names[i * 31 % 500]
    counts[name] = (counts[name] or 0) + 1
  end
  local sum, len = 0, 0
  for _, value in pairs(counts) do sum, len = sum + value, len + 1 end
  return sum, len
end

local size, total = numbers(1000000)
local sum, len = words(1500000)
print(string.format("(%d, %d) (%d, %d)", size, total, sum, len))
