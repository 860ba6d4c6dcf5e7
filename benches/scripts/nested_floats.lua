local function nested(n)
  local total = 0.0
  for i = 0, n - 1 do
    local x = i * 0.5
    for j = 0, n - 1 do
      total = total + (x * j - x / (j + 1.0))
    end
  end
  return total
end

print(string.format("%.0f", nested(2000)))
