namespace Gmlm.Theory.Distributions;

/// <summary>
/// Ω^N by enumeration: a sequence x ∈ {0, …, q−1}^N is the integer Σ_i x_i q^i, so position 0 is the least significant digit.
/// For q = 2 that is a bit mask: bit i set means x_i = 1, read as spin +1 by the Ising models.
/// A set of positions K ⊂ [N] is a bit mask as well, for every q.
/// </summary>
public sealed class StateSpace
{
    /// <summary>The largest q^N that is enumerated. Tables of doubles of this size fit into the memory of a small machine.</summary>
    public const int MaxCount = 1 << 24;

    private readonly int[] _powers;

    /// <summary>
    /// The space of sequences of <paramref name="length"/> N ≥ 1 symbols from an alphabet of <paramref name="alphabet"/> q ≥ 2.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">q &lt; 2, N &lt; 1, or q^N above <see cref="MaxCount"/>.</exception>
    public StateSpace(int alphabet, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(alphabet, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _powers = new int[length + 1];
        long power = 1;
        for (var i = 0; i <= length; i++)
        {
            if (power > MaxCount)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(length), $"{alphabet}^{length} states are more than the {MaxCount} that can be enumerated");
            }

            _powers[i] = (int)power;
            power *= alphabet;
        }

        Alphabet = alphabet;
        Length = length;
    }

    /// <summary>q, the number of symbols.</summary>
    public int Alphabet { get; }

    /// <summary>N, the number of positions.</summary>
    public int Length { get; }

    /// <summary>q^N.</summary>
    public int Count => _powers[Length];

    /// <summary>The mask [N] of all positions.</summary>
    public int Everything => (1 << Length) - 1;

    /// <summary>x_i of state <paramref name="state"/>.</summary>
    public int Symbol(int state, int position) => state / _powers[position] % Alphabet;

    /// <summary>q^i, the weight of position i in a state's number.</summary>
    public int Power(int position) => _powers[position];

    /// <summary>The state with x_K set to zero: it names the block of states that share x_{−K}.</summary>
    public int Visible(int state, int mask)
    {
        if (Alphabet == 2)
        {
            return state & ~mask;
        }

        for (var i = 0; i < Length; i++)
        {
            if ((mask >> i & 1) != 0)
            {
                state -= Symbol(state, i) * _powers[i];
            }
        }

        return state;
    }

    /// <summary>
    /// The q^|K| states that are zero outside K, in increasing order. Added to a block's base they run through the block.
    /// </summary>
    public int[] Offsets(int mask)
    {
        var offsets = new List<int> { 0 };
        for (var i = 0; i < Length; i++)
        {
            if ((mask >> i & 1) == 0)
            {
                continue;
            }

            var below = offsets.Count;
            for (var symbol = 1; symbol < Alphabet; symbol++)
            {
                for (var j = 0; j < below; j++)
                {
                    offsets.Add(offsets[j] + (symbol * _powers[i]));
                }
            }
        }

        return [.. offsets];
    }

    /// <summary>The blocks of K: one base state (x_K = 0) for every x_{−K}.</summary>
    public int[] Bases(int mask) => Offsets(Everything & ~mask);
}
