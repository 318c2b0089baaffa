"""Writes files.json: 300 small files, each with the scores that sacreBLEU 2.6.0's command line should give for it.

sacreBLEU's program was not available. This is a second implementation: of the definitions of BLEU (Papineni et al. 2002; smoothing "exp"
as in NIST's mteval-v13a.pl) and chrF (Popovic 2015, 2017) with sacreBLEU's documented settings, and of how its command line reads files:
UTF-8, a line ends with LF alone, white space at its end is dropped, a byte-order mark is a character, an empty line is a reference. It
shares no code with the product. Before it writes anything, it is compared with vectors.json, which sacreBLEU made, and with sacreBLEU's
scores for bleu-empty-ref. Run it with Python 3.11 or later, without arguments, in this folder.
"""
import json
import math
import random
import re
from collections import Counter
from fractions import Fraction

SIGNS = r'([\x20-\x26\x28-\x2b\x2f\x3a-\x40\x5b-\x60\x7b-\x7e])'
ASCII_PUNCTUATION = ''.join(chr(c) for c in range(33, 127) if not chr(c).isalnum())


def words_13a(text):
    text = text.rstrip().replace('<skipped>', '').replace('-\n', '').replace('\n', ' ')
    for entity, sign in (('&quot;', '"'), ('&amp;', '&'), ('&lt;', '<'), ('&gt;', '>')):
        text = text.replace(entity, sign)
    text = re.sub(SIGNS, r' \1 ', f' {text} ')
    text = re.sub('([^0-9])([.,])', r'\1 \2 ', text)
    text = re.sub('([.,])([^0-9])', r' \1 \2', text)
    return re.sub('([0-9])(-)', r'\1 \2 ', text).split()


TOKENS = {'13a': words_13a, 'none': str.split, 'char': lambda text: [c for c in text if not c.isspace()]}


def grams(symbols, n):
    return Counter(tuple(symbols[i:i + n]) for i in range(len(symbols) - n + 1))


def bleu(hypotheses, references, tokens, lower, effective=False):
    found, total, length, wanted = [0] * 4, [0] * 4, 0, 0
    for hypothesis, *refs in zip(hypotheses, *references):
        fold = str.lower if lower else str
        h, rs = tokens(fold(hypothesis)), [tokens(fold(r)) for r in refs]
        length += len(h)
        wanted += min((abs(len(r) - len(h)), len(r)) for r in rs)[1]
        for n in range(4):
            allowed = Counter()
            for r in rs:
                allowed |= grams(r, n + 1)
            mine = grams(h, n + 1)
            found[n] += (mine & allowed).total()
            total[n] += mine.total()
    if not any(found):
        return 0.0
    penalty = 1.0 if length >= wanted else math.exp(1 - wanted / length)
    orders = [n for n in range(4) if total[n]]
    if len(orders) < 4 and not effective:
        return 0.0
    logs, misses = 0.0, 0
    for n in orders:
        misses += found[n] == 0
        logs += math.log(found[n] / total[n] if found[n] else 1 / (2 ** misses * total[n]))
    return 100 * penalty * math.exp(logs / len(orders))


def chrf_words(text):
    for word in text.split():
        if len(word) > 1 and word[-1] in ASCII_PUNCTUATION:
            yield from (word[:-1], word[-1])
        elif len(word) > 1 and word[0] in ASCII_PUNCTUATION:
            yield from (word[0], word[1:])
        else:
            yield word


def chrf_counts(hypothesis, reference, word_order):
    counts = []
    for cut, highest in ((lambda t: ''.join(t.split()), 6), (lambda t: list(chrf_words(t)), word_order)):
        h, r = cut(hypothesis), cut(reference)
        for n in range(1, highest + 1):
            mine, theirs = grams(h, n), grams(r, n)
            counts.append((mine.total() if theirs else 0, theirs.total(), (mine & theirs).total()))
    return counts


def f_score(counts):
    counts = [c for c in counts if c[0] and c[1]]
    precision = sum((Fraction(m, h) for h, _, m in counts), Fraction())
    recall = sum((Fraction(m, r) for _, r, m in counts), Fraction())
    return 100 * 5 * precision * recall / (4 * precision + recall) / len(counts) if precision else Fraction()


def chrf(hypotheses, references, word_order, lower):
    fold = str.lower if lower else str
    totals, ties = None, False
    for hypothesis, *refs in zip(hypotheses, *references):
        each = [chrf_counts(fold(hypothesis), fold(r), word_order) for r in refs]
        best = max(each, key=f_score)  # the first of several as good
        # If several references score equally but have different counts, rounding decides in sacreBLEU, so such files are left out.
        ties |= any(c != best and f_score(c) == f_score(best) > 0 for c in each)
        totals = [tuple(map(sum, zip(*pair))) for pair in zip(totals, best)] if totals else best
    return None if ties else float(f_score(totals))


def read(data):
    lines = data.decode('utf-8').split('\n')
    return [line.rstrip() for line in (lines[:-1] if lines[-1] == '' else lines)]


def scores(hypotheses, references):
    hypotheses, references = read(hypotheses.encode()), [read(r.encode()) for r in references]
    expected = {
        'bleu': bleu(hypotheses, references, TOKENS['13a'], False),
        'bleu --tokenize none --lowercase': bleu(hypotheses, references, TOKENS['none'], True),
        'bleu --tokenize char': bleu(hypotheses, references, TOKENS['char'], False),
        'chrf': chrf(hypotheses, references, 0, False),
        'chrf++ --lowercase': chrf(hypotheses, references, 2, True),
        'bleu --sentence': [bleu([h], [[r] for r in rs], TOKENS['13a'], False, True) for h, *rs in zip(hypotheses, *references)],
    }
    return {k: [round(x, 8) for x in v] if isinstance(v, list) else v and round(v, 8) for k, v in expected.items()}


PIECES = ('Der', 'Hund', 'schläft', 'ein', 'Mann', 'fährt', 'Straße', 'STRASSE', 'A', 'dog', 'runs,', 'runs', '1,000.50', '3-4', 'co-op', 'U.S.A.',
          'end.', '"so"', '(ca.)', '&amp;', '&quot;', '<skipped>', "it's", '-', '!', '...', 'Привет', 'мир', 'ΟΔΟΣ', 'ὁδός', 'İstanbul', 'ısı',
          '日本語', 'テスト', '한국어', 'مرحبا', 'שלום', 'हिन्दी', 'e\u0301te', 'é', '😀', '👩\u200d🚀', '𝔘', '𐐀', 'ﬁ', '％', '。', '，', 'ǅ', 'ß', 'x', 'y', 'z')
SPACES = (' ',) * 12 + ('  ', '\t', '\u00a0', '\u2028', '\u2029', '\u0085', '\r', '\v', '\f', '\x1c', '\x1f', '\u3000', '\u200b', '\ufeff')
ENDS = ('\n',) * 8 + ('\r\n', '\r\r\n', ' \n', '\u2028\n', '\x1e\n')


def file_of(draw, sentences):
    mark = '\ufeff' if draw.random() < 0.15 else ''
    text = mark + ''.join(''.join(s) + draw.choice(ENDS) for s in sentences)
    return text.rstrip('\n') if draw.random() < 0.2 and sentences[-1] else text


def sentence(draw):
    return [part for _ in range(draw.randint(1, 8)) for part in (draw.choice(PIECES), draw.choice(SPACES))][:-1]


def changed(draw, parts):
    if draw.random() < 0.15:
        return []
    parts = [p for p in parts if draw.random() > 0.12]
    return [draw.choice(PIECES) if draw.random() < 0.12 else p for p in parts]


def cases():
    draw = random.Random(26)
    while True:
        meant = [sentence(draw) for _ in range(draw.randint(1, 5))]
        sets = [[changed(draw, s) for s in meant] for _ in range(1 + draw.choice((1, 1, 2, 2, 3)))]
        hypotheses, *references = [file_of(draw, s) for s in sets]
        if all(len(read(r.encode())) == len(meant) for r in (hypotheses, *references)):
            yield hypotheses, references


def held_against_real_output():
    with open('vectors.json', encoding='utf-8') as file:
        vectors = json.load(file)['cases']
    for vector in vectors:
        h, r, expected = vector['hypotheses'], vector['references'], vector['expected']
        mine = {f'bleu|tok:{t}|case:{c}': bleu(h, r, TOKENS[t], c == 'lc') for t in TOKENS for c in ('mixed', 'lc')}
        mine |= {'chrf': chrf(h, r, 0, False), 'chrf++': chrf(h, r, 2, False)}
        assert all(v is None or abs(v - expected[k]['score']) < 1e-6 for k, v in mine.items()), (vector['id'], mine, expected)
        for i, score in enumerate(expected['sentence-bleu']):
            got = bleu([h[i]], [[s[i]] for s in r], TOKENS['13a'], False, True)
            assert abs(got - (score['score'] if isinstance(score, dict) else score)) < 1e-6, (vector['id'], i)
    one = scores('a b\nx y z w v\n', ['a b c d e f g\nx y z w v\n', '\nx y z w\n'])
    two = scores('a b\nx y z w v\n', ['\nx y z w\n', 'q r s t u v\nx y z w v\n'])
    three = scores('a b c d e\nx y z w\n', ['a b c d e\n\n'])
    assert [round(v, 2) for v in (one['bleu'], two['bleu'], two['chrf'], three['bleu'])] == [100.0, 86.94, 100.0, 59.69]


def main():
    held_against_real_output()
    taken = []
    for hypotheses, references in cases():
        expected = scores(hypotheses, references)
        if None not in expected.values():
            taken.append({'hypotheses': hypotheses, 'references': references, 'expected': expected})
        if len(taken) == 300:
            break
    about = __doc__.split('\n\n')[1].replace('\n', ' ')
    with open('files.json', 'w', encoding='ascii') as file:
        file.write('{"tool": ' + json.dumps('expected.py: ' + about) + ',\n"cases": [\n' + ',\n'.join(json.dumps(c) for c in taken) + '\n]}\n')


if __name__ == '__main__':
    main()
