namespace Gmlm.Reproduce.Explore;

/// <summary>Collects the quantities that could not be computed, with the reasons; equal reasons at consecutive k become one line.</summary>
internal sealed class LeftOut
{
    private readonly List<(string What, string Why, int First, int Last)> _entries = [];

    /// <summary>Leaves out a whole quantity.</summary>
    public void Add(string what, string why) => _entries.Add((what, why, 0, 0));

    /// <summary>Leaves out a quantity at one k; calls must be in increasing order of k.</summary>
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

    /// <summary>One line for each reason.</summary>
    public IReadOnlyList<string> Lines => [.. _entries.Select(entry => entry switch
    {
        { First: 0 } => $"{entry.What}: {entry.Why}",
        { First: var first, Last: var last } when first == last => $"{entry.What} at k = {first}: {entry.Why}",
        _ => $"{entry.What} at k = {entry.First} to {entry.Last}: {entry.Why}",
    })];
}
