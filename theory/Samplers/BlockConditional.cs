using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Gmlm.Theory.Samplers;

/// <summary>
/// p(x_K given x_{−K}) of an Ising model, as cumulative weights over the 2^k outcomes σ ⊂ K of spins that are +1 (bit b of an outcome is
/// the b-th lowest position of K). With all of K at −1 and g = h + J x there,
/// log p(σ) = Σ_{i∈σ} 2 g_i + Σ_{{i,j}⊂σ} 4 J_ij + const.
/// </summary>
internal sealed class BlockConditional
{
    /// <summary>The largest k: a block of 2^20 outcomes takes 8 MiB.</summary>
    public const int MaxSize = 20;

    /// <summary>The most bytes spent on tabulated interactions.</summary>
    public const int MaxTableBytes = 1 << 20;

    private readonly Ising _model;
    private readonly LocalFields _fields;
    private readonly int _size;
    private readonly double[] _interactions; // (masks, Width), or empty

    public BlockConditional(Ising model, int size, ReadOnlySpan<ulong> masks)
    {
        _model = model;
        _fields = new LocalFields(model);
        _size = size;
        Outcomes = 1 << size;
        Width = Math.Max(8, Outcomes);
        _interactions = masks.Length > 0 && (long)masks.Length * Width * sizeof(double) <= MaxTableBytes
            ? new double[masks.Length * Width]
            : [];
        for (var index = 0; index * Width < _interactions.Length; index++)
        {
            var row = _interactions.AsSpan(index * Width, Width);
            row[..Math.Max(1, Outcomes)].Clear();
            AddInteractions(masks[index], row);
        }
    }

    /// <summary>2^k.</summary>
    public int Outcomes { get; }

    /// <summary>The length of a row of weights: 2^k, at least eight; outcomes beyond 2^k have weight zero.</summary>
    public int Width { get; }

    /// <summary>
    /// The running sums of the weights, scaled so that the largest weight is 1, into <paramref name="cumulative"/> (length
    /// <see cref="Width"/>). The last is the total, between 1 and 2^k. <paramref name="index"/> is the mask's place in the
    /// table of masks, or −1.
    /// </summary>
    [SkipLocalsInit]
    public void Cumulate(ulong mask, int index, ulong state, Span<double> cumulative)
    {
        var none = state & ~mask;
        Span<double> gains = stackalloc double[MaxSize];
        // Missing positions of a block smaller than three gain −∞: their outcomes get weight zero.
        gains[0] = gains[1] = gains[2] = double.NegativeInfinity;
        var positions = mask;
        for (var b = 0; positions != 0; b++, positions &= positions - 1)
        {
            gains[b] = 2 * _fields.At(BitOperations.TrailingZeroCount(positions), none);
        }

        ref var weights = ref MemoryMarshal.GetReference(cumulative);
        var eight = Take(gains[0], 0xAA) + Take(gains[1], 0xCC) + Take(gains[2], 0xF0);
        eight.StoreUnsafe(ref weights);
        for (var b = 3; b < _size; b++)
        {
            var gain = Vector512.Create(gains[b]);
            for (var s = 0; s < 1 << b; s += 8)
            {
                (Vector512.LoadUnsafe(ref weights, (nuint)s) + gain).StoreUnsafe(ref weights, (nuint)(s + (1 << b)));
            }
        }

        if (_interactions.Length == 0)
        {
            AddInteractions(mask, cumulative);
            ExponentialSums(ref weights, ref Unsafe.NullRef<double>());
        }
        else
        {
            ExponentialSums(ref weights, ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_interactions), index * Width));
        }
    }

    /// <summary>log weights (plus interactions, where given) → running sums of exp(log weight − largest).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ExponentialSums(ref double weights, ref double interactions)
    {
        var largest = Vector512.Create(double.NegativeInfinity);
        for (nuint s = 0; s < (nuint)Width; s += 8)
        {
            var row = Vector512.LoadUnsafe(ref weights, s);
            if (!Unsafe.IsNullRef(ref interactions))
            {
                row += Vector512.LoadUnsafe(ref interactions, s);
                row.StoreUnsafe(ref weights, s);
            }

            largest = Vector512.Max(largest, row);
        }

        largest = Vector512.Max(largest, Vector512.Shuffle(largest, Vector512.Create(4L, 5, 6, 7, 0, 1, 2, 3)));
        largest = Vector512.Max(largest, Vector512.Shuffle(largest, Vector512.Create(2L, 3, 0, 1, 6, 7, 4, 5)));
        largest = Vector512.Max(largest, Vector512.Shuffle(largest, Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6)));

        var sum = Vector512<double>.Zero;
        for (nuint s = 0; s < (nuint)Width; s += 8)
        {
            var row = Vector512.Exp(Vector512.LoadUnsafe(ref weights, s) - largest);
            // An index past the end shuffles in a zero: running sums of 2, then 4, then 8 terms.
            row += Vector512.Shuffle(row, Vector512.Create(8L, 0, 1, 2, 3, 4, 5, 6));
            row += Vector512.Shuffle(row, Vector512.Create(8L, 8, 0, 1, 2, 3, 4, 5));
            row += Vector512.Shuffle(row, Vector512.Create(8L, 8, 8, 8, 0, 1, 2, 3));
            row += sum;
            row.StoreUnsafe(ref weights, s);
            sum = Vector512.Shuffle(row, Vector512.Create(7L));
        }
    }

    /// <summary>The gain in the outcomes whose bit is set in <paramref name="outcomes"/>, zero in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Take(double gain, byte outcomes)
    {
        var bits = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
        return Vector512.ConditionalSelect(
            Vector512.Equals(Vector512.Create((long)outcomes) & bits, bits).AsDouble(), Vector512.Create(gain), Vector512<double>.Zero);
    }

    /// <summary>
    /// Adds Σ_{{i,j}⊂σ} 4 J_ij to the first 2^k weights, position by position: adding position b to σ adds Σ_{i∈σ} 4 J_ib.
    /// </summary>
    private void AddInteractions(ulong mask, Span<double> weights)
    {
        var buffer = System.Buffers.ArrayPool<double>.Shared.Rent(Outcomes);
        var energies = buffer.AsSpan(0, Outcomes);
        energies[0] = 0;
        var b = 0;
        for (var added = mask; added != 0; added &= added - 1, b++)
        {
            var half = 1 << b;
            var with = energies.Slice(half, half);
            with[0] = 0;
            var i = 0;
            for (var earlier = mask; i < b; earlier &= earlier - 1, i++)
            {
                var coupling = 4 * _model.Couplings[BitOperations.TrailingZeroCount(earlier), BitOperations.TrailingZeroCount(added)];
                TensorPrimitives.Add(with[..(1 << i)], coupling, with.Slice(1 << i, 1 << i));
            }

            TensorPrimitives.Add(with, energies[..half], with);
        }

        TensorPrimitives.Add(weights[..Outcomes], energies, weights[..Outcomes]);
        System.Buffers.ArrayPool<double>.Shared.Return(buffer);
    }
}
