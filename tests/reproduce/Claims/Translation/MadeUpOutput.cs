using Gmlm.Reproduce.Claims.Translation;

namespace Gmlm.Reproduce.Tests.Claims.Translation;

/// <summary>Made-up references, and translations that miss a known number of their words.</summary>
internal static class MadeUpOutput
{
    private const int Sentences = 60;
    private const int Length = 12;
    private static readonly string[] Words = ["a", "man", "in", "red", "rides", "his", "old", "bicycle", "down", "the", "long", "street", "today"];

    /// <summary>Sentences of twelve words.</summary>
    public static IReadOnlyList<string> References { get; } =
        [.. Enumerable.Range(0, Sentences).Select(i => string.Join(' ', Enumerable.Range(0, Length).Select(k => Words[((i * (k + 3)) + (k * k)) % Words.Length])))];

    /// <summary>The references with some words of each replaced.</summary>
    public static SystemOutput Of(string name, int wrong) => new(
        name, name, [.. References.Select((text, i) => string.Join(' ', text.Split(' ').Select((word, k) => ((k * 5) + i) % Length < wrong ? "wrong" : word)))], [], [], References);
}
