namespace Gmlm.Reproduce.Harness;

/// <summary>
/// A check of several named comparisons. Its verdict follows from the smallest margin of all; each part's smallest margin is reported. The
/// control has a part of the same name for each part of the check, and breaks it: a part that nothing breaks shows nothing.
/// </summary>
public sealed class MarginParts(double tolerance, string toleranceReason)
{
    private readonly MarginLedger _all = new(tolerance, toleranceReason);
    private readonly List<(string Part, MarginLedger Ledger)> _parts = [];

    /// <summary>left = right, up to rounding that grows with their size. The margin is −|left − right| / (1 + |left|).</summary>
    public void Equal(string part, double left, double right, string instance) =>
        Add(part, -Math.Abs(left - right) / (1 + Math.Abs(left)), instance);

    /// <summary>smaller ≤ larger. The margin is larger − smaller.</summary>
    public void AtMost(string part, double smaller, double larger, string instance) => Add(part, larger - smaller, instance);

    /// <summary>A margin computed by the caller.</summary>
    public void Add(string part, double margin, string instance)
    {
        _all.Add(margin, $"{instance}, {part}");
        var index = _parts.FindIndex(known => known.Part == part);
        if (index < 0)
        {
            index = _parts.Count;
            _parts.Add((part, new MarginLedger(tolerance, toleranceReason)));
        }

        _parts[index].Ledger.Add(margin, instance);
    }

    /// <summary>The outcome of all parts together, with the verdict on each.</summary>
    public Outcome Outcome() => _all.Outcome() with
    {
        Parts = [.. _parts.Select(known => new OutcomePart(known.Part, known.Ledger.Outcome().Verdict))],
    };

    /// <summary>The outcome of one part.</summary>
    public Outcome Outcome(string part) => _parts.Single(known => known.Part == part).Ledger.Outcome();

    /// <summary>The parts, in the order of their first instances.</summary>
    public IReadOnlyList<string> Names => [.. _parts.Select(known => known.Part)];

    /// <summary>
    /// The smallest margin of each part as a metric <c>margin.part</c>; it is rounding noise, so it is shown and not gated.
    /// </summary>
    public IReadOnlyList<Metric> Metrics() =>
        [.. _parts.Select(known => Metric.Shown($"margin.{known.Part}", known.Ledger.Outcome().WorstMargin))];
}
