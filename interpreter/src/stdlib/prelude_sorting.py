# Sorting by comparisons of the user's; the algorithm is that of object/timsort.rs.


def _sorted(iterable, *, key=None, reverse=False):
    return _sort_list([item for item in _hinted(iterable)], key, reverse)


def _sort_list(items, key, reverse):
    """Sorts a list that nobody else knows."""
    _sort_items(items, key, True if reverse else False)
    return items


def _list_sort(self, *, key=None, reverse=False):
    reverse = True if reverse else False
    items = list_take(self)
    try:
        _sort_items(items, key, reverse)
    except BaseException:
        list_give(self, items)
        raise
    if not list_give(self, items):
        raise ValueError("list modified during sort")


def _sort_items(items, key, reverse):
    keys = items.copy() if key is None else [key(item) for item in items]
    if not sort_natively(items, keys, reverse):
        order = [place for place in range(len(items))]
        if reverse:
            order.reverse()
        try:
            _sort_order(order, keys)
        finally:
            if reverse:
                order.reverse()
            sort_permute(items, order)


def _sort_order(order, keys):
    """Sorts places by the keys there as CPython does, comparison by comparison."""
    size = len(order)
    least = size
    odd = 0
    while least >= 64:
        odd |= least & 1
        least >>= 1
    least += odd
    pending = []
    gallop = [7]
    start = 0
    while start < size:
        left = size - start
        length = _count_run(order, keys, start, left)
        if length < least:
            wanted = left if left < least else least
            _insert_binary(order, keys, start, wanted, length)
            length = wanted
        if pending:
            power = _merge_power(pending[-1][0], pending[-1][1], length, size)
            while len(pending) > 1 and pending[-2][2] > power:
                _merge_at(order, keys, pending, len(pending) - 2, gallop)
            pending[-1][2] = power
        pending.append([start, length, 0])
        start += length
    while len(pending) > 1:
        at = len(pending) - 2
        if at > 0 and pending[at - 1][1] < pending[at + 1][1]:
            at -= 1
        _merge_at(order, keys, pending, at, gallop)


def _count_run(order, keys, start, left):
    n = 1
    while n < left and not keys[order[start + n]] < keys[order[start + n - 1]]:
        n += 1
    if n == left:
        return n
    if n > 1:
        if keys[order[start]] < keys[order[start + n - 1]]:
            return n
        _reverse(order, start, start + n)
    n += 1
    equal = 0
    while n < left:
        if keys[order[start + n]] < keys[order[start + n - 1]]:
            _reverse(order, start + n - 1 - equal, start + n)
            equal = 0
        elif keys[order[start + n - 1]] < keys[order[start + n]]:
            break
        else:
            equal += 1
        n += 1
    _reverse(order, start + n - 1 - equal, start + n)
    _reverse(order, start, start + n)
    while n < left and not keys[order[start + n]] < keys[order[start + n - 1]]:
        n += 1
    return n


def _reverse(order, start, stop):
    part = order[start:stop]
    part.reverse()
    order[start:stop] = part


def _insert_binary(order, keys, start, length, done):
    while done < length:
        pivot = order[start + done]
        key = keys[pivot]
        low = 0
        high = done
        while low < high:
            middle = (low + high) >> 1
            if key < keys[order[start + middle]]:
                high = middle
            else:
                low = middle + 1
        order.pop(start + done)
        order.insert(start + low, pivot)
        done += 1


def _merge_power(start, first, second, size):
    a = 2 * start + first
    b = a + first + second
    power = 1
    while True:
        if a >= size:
            a -= size
            b -= size
        elif b >= size:
            return power
        a <<= 1
        b <<= 1
        power += 1


def _gallop(order, keys, key, start, size, hint, right):
    """Where `key` belongs among sorted places, left of equal ones, or right of them."""
    near = 0
    far = 1
    here = keys[order[start + hint]]
    if (key < here) if right else not (here < key):
        most = hint + 1
        while far < most:
            here = keys[order[start + hint - far]]
            if (not key < here) if right else here < key:
                break
            near = far
            far = 2 * far + 1
        low = hint + 1 - (far if far < most else most)
        high = hint - near
    else:
        most = size - hint
        while far < most:
            here = keys[order[start + hint + far]]
            if key < here if right else not here < key:
                break
            near = far
            far = 2 * far + 1
        low = hint + near + 1
        high = hint + (far if far < most else most)
    while low < high:
        middle = low + ((high - low) >> 1)
        here = keys[order[start + middle]]
        if (key < here) if right else not (here < key):
            high = middle
        else:
            low = middle + 1
    return high


def _merge_at(order, keys, pending, at, gallop):
    first = pending[at]
    second = pending.pop(at + 1)
    a = first[0]
    a_size = first[1]
    b = second[0]
    b_size = second[1]
    first[1] = a_size + b_size
    skip = _gallop(order, keys, keys[order[b]], a, a_size, 0, True)
    a += skip
    a_size -= skip
    if a_size == 0:
        return
    b_size = _gallop(order, keys, keys[order[b - 1]], b, b_size, b_size - 1, False)
    if b_size == 0:
        return
    # A merge works on copies of both sides; what is not merged yet stays behind what is.
    left = order[a : a + a_size]
    right = order[b : b + b_size]
    merged = []
    try:
        if a_size <= b_size:
            _merge_low(keys, left, right, merged, gallop)
        else:
            _merge_high(keys, left, right, merged, gallop)
    finally:
        if a_size <= b_size:
            order[a : b + b_size] = merged + left + right
        else:
            merged.reverse()
            order[a : b + b_size] = left + right + merged


def _merge_low(keys, left, right, merged, gallop):
    """Moves the smaller of the first items, until one side is used up."""
    i = 0
    j = 1
    merged.append(right[0])
    least = gallop[0]
    try:
        if j == len(right) or len(left) == 1:
            return
        while True:
            a_count = 0
            b_count = 0
            while True:
                if keys[right[j]] < keys[left[i]]:
                    merged.append(right[j])
                    j += 1
                    b_count += 1
                    a_count = 0
                    if j == len(right):
                        return
                    if b_count >= least:
                        break
                else:
                    merged.append(left[i])
                    i += 1
                    a_count += 1
                    b_count = 0
                    if i == len(left) - 1:
                        return
                    if a_count >= least:
                        break
            least += 1
            while True:
                if least > 1:
                    least -= 1
                gallop[0] = least
                a_count = _gallop(left, keys, keys[right[j]], i, len(left) - i, 0, True)
                if a_count:
                    merged.extend(left[i : i + a_count])
                    i += a_count
                    if i >= len(left) - 1:
                        return
                merged.append(right[j])
                j += 1
                if j == len(right):
                    return
                b_count = _gallop(right, keys, keys[left[i]], j, len(right) - j, 0, False)
                if b_count:
                    merged.extend(right[j : j + b_count])
                    j += b_count
                    if j == len(right):
                        return
                merged.append(left[i])
                i += 1
                if i == len(left) - 1:
                    return
                if a_count < 7 and b_count < 7:
                    break
            least += 1
            gallop[0] = least
    finally:
        # One item of the left side belongs behind all of the right one, if it was merged.
        done = i == len(left) - 1 and j < len(right)
        rest = right[j:]
        del left[:i]
        right.clear()
        if done:
            merged.extend(rest)
        else:
            right.extend(rest)


def _merge_high(keys, left, right, merged, gallop):
    """Moves the larger of the last items; `merged` grows from the end."""
    i = len(left) - 1
    j = len(right)
    merged.append(left[i])
    least = gallop[0]
    try:
        if i == 0 or j == 1:
            return
        while True:
            a_count = 0
            b_count = 0
            while True:
                if keys[right[j - 1]] < keys[left[i - 1]]:
                    i -= 1
                    merged.append(left[i])
                    a_count += 1
                    b_count = 0
                    if i == 0:
                        return
                    if a_count >= least:
                        break
                else:
                    j -= 1
                    merged.append(right[j])
                    b_count += 1
                    a_count = 0
                    if j == 1:
                        return
                    if b_count >= least:
                        break
            least += 1
            while True:
                if least > 1:
                    least -= 1
                gallop[0] = least
                a_count = i - _gallop(left, keys, keys[right[j - 1]], 0, i, i - 1, True)
                for _ in range(a_count):
                    i -= 1
                    merged.append(left[i])
                if i == 0:
                    return
                j -= 1
                merged.append(right[j])
                if j == 1:
                    return
                b_count = j - _gallop(right, keys, keys[left[i - 1]], 0, j, j - 1, False)
                for _ in range(b_count):
                    j -= 1
                    merged.append(right[j])
                if j <= 1:
                    return
                i -= 1
                merged.append(left[i])
                if i == 0:
                    return
                if a_count < 7 and b_count < 7:
                    break
            least += 1
            gallop[0] = least
    finally:
        done = j == 1 and i > 0
        rest = left[:i]
        del right[j:]
        left.clear()
        if done:
            rest.reverse()
            merged.extend(rest)
        else:
            left.extend(rest)
