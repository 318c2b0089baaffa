namespace Gmlm.Reproduce.Harness;

/// <summary>A check made of several named comparisons: the verdict is the worst of all, each part's worst is reported beside it.</summary>
public sealed class MarginParts(double tolerance, string toleranceReason)
{
    private readonly MarginLedger _all = new(tolerance, toleranceReason);
    private readonly List<(string Part, MarginLedger Ledger)> _parts = [];

    /// <summary>left = right, up to rounding that grows with their size: the margin is −|left − right| / (1 + |left|).</summary>
    public void Equal(string part, double left, double right, string instance) => Add(part, -Math.Abs(left - right) / (1 + Math.Abs(left)), instance);

    /// <summary>smaller ≤ larger: the margin is larger − smaller.</summary>
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

    /// <summary>All parts together.</summary>
    public Outcome Outcome() => _all.Outcome();

    /// <summary>One part by itself.</summary>
    public Outcome Outcome(string part) => _parts.Single(known => known.Part == part).Ledger.Outcome();

    /// <summary>The parts, in the order they were first met.</summary>
    public IReadOnlyList<string> Names => [.. _parts.Select(known => known.Part)];

    /// <summary>Each part's worst margin as a metric <c>margin.part</c>: rounding noise, shown and not gated.</summary>
    public IReadOnlyList<Metric> Metrics() =>
        [.. _parts.Select(known => Metric.Shown($"margin.{known.Part}", known.Ledger.Outcome().WorstMargin))];
}
