using Gmlm.Padir.Randomness;

namespace Gmlm.Padir.ControlledPair;

/// <summary>
/// All frames whose sources and translations have 5 to 24 tokens, with their probabilities. Each optional part occurs with its own
/// probability, and the probabilities of the frames within the length limits are normalised.
/// </summary>
internal sealed class FrameTable
{
    public const int ShortestSentence = 5;
    public const int LongestSentence = 24;

    private readonly double[] _cumulative;
    private readonly Dictionary<Frame, double> _probabilities;

    public FrameTable()
    {
        var weighted = All().Where(item => Fits(item.Frame)).ToList();
        var total = weighted.Sum(item => item.Weight);
        Frames = [.. weighted.Select(item => item.Frame)];
        _probabilities = weighted.ToDictionary(item => item.Frame, item => item.Weight / total);
        _cumulative = new double[weighted.Count];
        var sum = 0.0;
        for (var i = 0; i < _cumulative.Length; i++)
        {
            _cumulative[i] = sum += weighted[i].Weight / total;
        }
    }

    public IReadOnlyList<Frame> Frames { get; }

    /// <summary>The probability of a frame; 0 outside the length limits.</summary>
    public double Probability(Frame frame) => _probabilities.GetValueOrDefault(frame);

    public Frame Sample(SplitMix64 random)
    {
        var found = Array.BinarySearch(_cumulative, random.NextDouble());
        var index = found < 0 ? ~found : found + 1;
        return Frames[Math.Min(index, Frames.Count - 1)]; // the last sum may fall short of 1 by rounding
    }

    private static bool Fits(Frame frame) =>
        frame.SourceLength >= ShortestSentence && frame.ShortestTarget >= ShortestSentence
        && frame.SourceLength <= LongestSentence && frame.LongestTarget <= LongestSentence;

    private static IEnumerable<(Frame Frame, double Weight)> All() =>
        from vocative in Either(0.15)
        from time in Either(0.3)
        from subjectAdjective in Either(0.4)
        from transitive in Either(0.7)
        from objectAdjective in EitherIf(transitive.Value, 0.4)
        from place in new (PlaceKind Value, double Weight)[]
        {
            (PlaceKind.None, 0.75), (PlaceKind.Bare, 0.15), (PlaceKind.WithAdjective, 0.1),
        }
        from other in new (OtherKind Value, double Weight)[]
        {
            (OtherKind.None, 0.4), (OtherKind.Pronoun, 0.3), (OtherKind.Bare, 0.18), (OtherKind.WithAdjective, 0.12),
        }
        from otherTransitive in EitherIf(other.Value != OtherKind.None, 0.6)
        from otherObjectAdjective in EitherIf(otherTransitive.Value, 0.4)
        select (
            new Frame(
                vocative.Value, time.Value, subjectAdjective.Value, transitive.Value, objectAdjective.Value, place.Value, other.Value,
                otherTransitive.Value, otherObjectAdjective.Value),
            vocative.Weight * time.Weight * subjectAdjective.Weight * transitive.Weight * objectAdjective.Weight * place.Weight
                * other.Weight
                * otherTransitive.Weight * otherObjectAdjective.Weight);

    private static (bool Value, double Weight)[] Either(double share) => [(false, 1 - share), (true, share)];

    private static (bool Value, double Weight)[] EitherIf(bool possible, double share) => possible ? Either(share) : [(false, 1)];
}
