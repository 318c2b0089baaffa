namespace Gmlm.Padir.Lengths;

/// <summary>
/// The longest translation of a source of n tokens, 2n + 10 tokens, as in fairseq. The limit stops an autoregressive model that repeats
/// itself, and excludes candidate lengths far beyond those in training.
/// </summary>
public static class LengthLimit
{
    /// <summary>The largest number of target tokens for a number of source tokens, both without end token.</summary>
    public static int Of(int source) => (2 * source) + 10;
}
