local function sieve(limit)
  local prime = {}
  for n = 0, limit do prime[n] = true end
  prime[0], prime[1] = false, false
  local n = 2
  while n * n <= limit do
    if prime[n] then
      for multiple = n * n, limit, n do prime[multiple] = false end
    end
    n = n + 1
  end
  local count = 0
  for n = 0, limit do
    if prime[n] then count = count + 1 end
  end
  return count
end

print(sieve(3000000))
