"""Prints a table of 1,000 codes with contiguous numbers, sparse numbers and no numbers."""

WORDS = "ACCOUNT BALANCE CARD DEPOSIT EMAIL LIMIT ORDER PAYMENT SESSION WALLET".split()
ENDS = "BLOCKED EXPIRED FAILED INVALID LOCKED MISSING NOT_FOUND PENDING REJECTED TOO_LOW".split()

print('[status.400]\nreason = "Bad Request"\n\n[status.404]\nreason = "Not Found"')
for key, count in {"plain": 400, "dense": 400, "sparse": 197, "few": 3}.items():
    print(f'\n[{key}]\nenum = "{key.title()}Error"\nabout = "Codes that are {key}."')
    if key in ("dense", "sparse"):
        print(f'default = "{key.upper()}_{WORDS[0]}_{ENDS[0]}_0"')
    for at in range(count):
        name = f"{key.upper()}_{WORDS[at % 10]}_{ENDS[at // 10 % 10]}_{at // 100}"
        print(f"\n[{key}.{name}]")
        if key != "plain":
            print("numeric =", {"dense": at + 1, "sparse": (at + 1) * 40_504 % 65_535, "few": [65_535, 1, 500][at % 3]}[key])
        words = name.replace("_", " ").lower()
        print(f'status = {404 if at % 7 == 0 else 400}\nmessage = "The {words}"')
        print(f'when = "When the {words} is reported by the other side, and nobody on this side has seen it before."')
