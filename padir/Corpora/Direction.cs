namespace Gmlm.Padir.Corpora;

/// <summary>A translation direction, written <c>en-de</c>.</summary>
public readonly record struct Direction(string Source, string Target)
{
    /// <summary>The opposite direction.</summary>
    public Direction Reverse() => new(Target, Source);

    /// <summary>Parses a direction such as <c>en-de</c>.</summary>
    /// <exception cref="CorpusException">The text is not two different language codes with a hyphen between them.</exception>
    public static Direction Parse(string text)
    {
        var parts = text.Split('-');
        return parts is [{ Length: > 0 } source, { Length: > 0 } target]
            && source != target
            && parts.All(part => part.All(char.IsAsciiLetterOrDigit))
            ? new Direction(source, target)
            : throw new CorpusException(
                CorpusProblem.Usage, $"'{text}' is not a direction; write source and target language with a hyphen, as in en-de");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Source}-{Target}";
}
