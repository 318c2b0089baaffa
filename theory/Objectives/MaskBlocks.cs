namespace Gmlm.Theory.Objectives;

/// <summary>
/// The blocks {x : x_{−K} fixed} of a list of masks as flat arrays, computed once and shared by every objective on the same
/// masks: the normaliser of p_θ(x_K given x_{−K}) is a sum over one block.
/// </summary>
public sealed class MaskBlocks
{
    /// <summary>Lists the blocks of every mask; together |masks| · q^N indices.</summary>
    public MaskBlocks(StateSpace space, IReadOnlyList<int> masks)
    {
        Space = space;
        Masks = [.. masks];
        Members = new int[masks.Count * space.Count];
        BlockOf = new int[Members.Length];
        var starts = new List<int>();
        for (int m = 0, next = 0; m < masks.Count; m++)
        {
            var offsets = space.Offsets(masks[m]);
            foreach (var first in space.Bases(masks[m]))
            {
                starts.Add(next);
                foreach (var offset in offsets)
                {
                    BlockOf[(m * space.Count) + first + offset] = starts.Count - 1;
                    Members[next++] = first + offset;
                }
            }
        }

        starts.Add(Members.Length);
        Starts = [.. starts];
    }

    /// <summary>Ω^N.</summary>
    public StateSpace Space { get; }

    /// <summary>The masks.</summary>
    public IReadOnlyList<int> Masks { get; }

    /// <summary>The number of blocks of all masks together.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>The states of all blocks, block after block.</summary>
    internal int[] Members { get; }

    /// <summary>Where each block begins in <see cref="Members"/>, and one entry for the end.</summary>
    internal int[] Starts { get; }

    /// <summary>The block of state x under mask m, at index m · q^N + x.</summary>
    internal int[] BlockOf { get; }
}
