namespace Gmlm.Reproduce.Explore;

/// <summary>Collects what could not be computed and why; the same complaint at consecutive k becomes one line.</summary>
internal sealed class LeftOut
{
    private readonly List<(string What, string Why, int First, int Last)> _entries = [];

    /// <summary>All of a quantity.</summary>
    public void Add(string what, string why) => _entries.Add((what, why, 0, 0));

    /// <summary>One k; k in increasing order.</summary>
    public void Add(string what, int size, string why)
    {
        var known = _entries.FindIndex(entry => (entry.What, entry.Why, entry.Last) == (what, why, size - 1) && entry.First > 0);
        if (known >= 0)
        {
            _entries[known] = _entries[known] with { Last = size };
        }
        else
        {
            _entries.Add((what, why, size, size));
        }
    }

    /// <summary>The sentences.</summary>
    public IReadOnlyList<string> Lines => [.. _entries.Select(entry => entry switch
    {
        { First: 0 } => $"{entry.What}: {entry.Why}",
        { First: var first, Last: var last } when first == last => $"{entry.What} at k = {first}: {entry.Why}",
        _ => $"{entry.What} at k = {entry.First} to {entry.Last}: {entry.Why}",
    })];
}
