namespace Gmlm.Padir.Lengths;

/// <summary>
/// How long a translation may be, by its source: 2n + 10 tokens for n, as fairseq limits it. A model that goes round in a circle is stopped
/// there, and a length far beyond all it has seen is not tried.
/// </summary>
public static class LengthLimit
{
    /// <summary>Tokens of the target at most, for those of the source; both without ends.</summary>
    public static int Of(int source) => (2 * source) + 10;
}
