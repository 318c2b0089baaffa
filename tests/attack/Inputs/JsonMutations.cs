using System.Text;

namespace Gmlm.Attack.Inputs;

/// <summary>
/// Mutates JSON by its values and members, so that most results are still JSON: values are replaced by hostile ones, exchanged, nested
/// deeply, or taken from another file; members and elements are doubled or cut. One mutation in six changes bytes instead.
/// </summary>
internal static class JsonMutations
{
    private static readonly byte[][] Hostile =
    [
        .. new[]
        {
            "null", "true", "\"\"", "0", "-1", "1", "-0.0", "0.5", "1e308", "1e999", "-1e999", "1e-400", "2147483647", "2147483648",
            "-2147483648", "9223372036854775807", "9223372036854775808", "1e1000000", "NaN", "Infinity", "-Infinity", "\"NaN\"",
            "\"Infinity\"", "[]", "{}", "[null]", "[[]]", "{\"\": null}", "{\"a\": null}", "{\"\\ud800\": 1}", "\"\\ud800\"",
            "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"a\\nb\\r\\u2028c\"", "{\"a\\nb\": 1}", "\"../../etc\"", "\"/\"", "\"\\u001b[31m\"",
            "01", "+1", ".5", "'x'", "// x\n1", "[1,]", "\uFEFF1", "1e", "\"\\x\"",
        }.Select(Encoding.UTF8.GetBytes),
        [.. "\""u8, 0xFF, 0xED, 0xA0, 0x80, .. "\""u8],
    ];

    /// <summary>Applies one to three mutations.</summary>
    public static byte[] Of(Random random, byte[] valid, byte[] other)
    {
        if (random.Next(6) == 0)
        {
            return ByteMutations.Of(random, valid, other);
        }

        var json = valid;
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            json = One(random, json, other);
        }

        return json;
    }

    private static byte[] One(Random random, byte[] json, byte[] other)
    {
        var (spans, others) = (JsonSpans.Of(json), JsonSpans.Of(other));
        if (spans.Values.Count == 0)
        {
            return Any(random, Hostile);
        }

        var (value, item) = (Any(random, spans.Values), Any(random, spans.Items));
        return random.Next(16) switch
        {
            < 7 => Replaced(json, value, Any(random, Hostile)),
            < 9 => Replaced(json, value, json[Any(random, spans.Values)]),
            < 11 => Replaced(json, value, others.Values.Count == 0 ? Any(random, Hostile) : other[Any(random, others.Values)]),
            11 => Replaced(json, value, Nested(random)),
            12 => Replaced(json, item, [.. json[item], (byte)',', .. json[item]]),
            13 => Replaced(json, item, [.. json[Any(random, spans.Items)], (byte)',', .. json[item]]),
            14 => WithoutItem(json, item),
            _ => Replaced(json, value, Encoding.UTF8.GetBytes($"\"{new string('y', 1 << random.Next(4, 17))}\"")),
        };
    }

    private static byte[] Replaced(byte[] json, Range range, byte[] by) => [.. json[..range.Start], .. by, .. json[range.End..]];

    // Removes the comma after the item too, if there is one.
    private static byte[] WithoutItem(byte[] json, Range item)
    {
        var end = item.End.Value;
        return [.. json[..item.Start], .. json[(end < json.Length && json[end] == ',' ? end + 1 : end)..]];
    }

    private static byte[] Nested(Random random)
    {
        var depth = random.Next(4) == 0 ? 100_000 : random.Next(1, 200);
        var (open, close) = random.Next(2) == 0 ? ("[", "]") : ("{\"a\":", "}");
        return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth)));
    }

    private static T Any<T>(Random random, IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
