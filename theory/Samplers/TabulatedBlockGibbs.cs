using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Gmlm.Theory.Random;

namespace Gmlm.Theory.Samplers;

/// <summary>
/// k-Gibbs from a table: for every mask K and every x_{−K} the cumulative conditional probabilities F_r as 32-bit thresholds
/// ⌊2³² F_r⌋, one cache line for k ≤ 4. One 64-bit draw gives the mask (high half) and the outcome (low half): the number of thresholds
/// below it. Where it equals a threshold, F_r is computed again and further bits decide, so that the distribution is that of
/// <see cref="BlockGibbs"/> and the 32-bit thresholds cause no bias.
/// </summary>
public sealed class TabulatedBlockGibbs : ISpinKernel
{
    /// <summary>The largest table.</summary>
    public const int MaxTableBytes = 4 << 20;

    private const int Line = 16; // thresholds in a cache line

    private readonly ulong[] _masks;
    private readonly BlockConditional _conditional;
    private readonly uint[] _table; // (masks, 2^(N−k), stride), from _start on
    private readonly int _start;
    private readonly int _visible;
    private readonly int _stride;
    private readonly ulong _everything;

    /// <summary>The kernel of <paramref name="model"/> with blocks of <paramref name="size"/> k.</summary>
    /// <exception cref="ArgumentException">k outside 1 … N, or a table that does not <see cref="Fits">fit</see>.</exception>
    public TabulatedBlockGibbs(Ising model, int size)
    {
        BlockGibbs.CheckSize(model, size);
        if (!Fits(model.Length, size))
        {
            throw new ArgumentException(
                $"the table of {model.Length} spins and blocks of {size} is larger than {MaxTableBytes} bytes", nameof(size));
        }

        Length = model.Length;
        Size = size;
        _everything = (1UL << Length) - 1;
        _visible = Length - size;
        _stride = Stride(size);
        var masks = new MaskSampler(Length, size);
        _masks = masks.Tabulated.ToArray();
        _conditional = new BlockConditional(model, size, _masks);

        // The table is pinned, so that its rows keep their alignment to cache lines.
        _table = GC.AllocateArray<uint>((_masks.Length << _visible) * _stride + Line, pinned: true);
        _start = (int)((64 - (Marshal.UnsafeAddrOfPinnedArrayElement(_table, 0) & 63)) & 63) / sizeof(uint);
        Fill();
    }

    public int Length { get; }

    /// <summary>k, the spins drawn anew in one step.</summary>
    public int Size { get; }

    /// <summary>
    /// Whether the table of N spins and blocks of k stays within <see cref="MaxTableBytes"/>: C(N,k) 2^(N−k) rows of at least 64 bytes.
    /// </summary>
    public static bool Fits(int length, int size) =>
        length <= 24
            && size <= length
            && (MaskSampler.Binomial(length, size) << (length - size)) * Stride(size) * sizeof(uint) <= MaxTableBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Step(RandomStream random, ulong state)
    {
        var count = (uint)_masks.Length;
        var bits = random.NextBits();
        var product = (bits >> 32) * count;
        if ((uint)product < count)
        {
            // Lemire's rejection, as in RandomStream.NextBelow; the whole draw is repeated, so the low half stays uniform.
            while ((uint)product < (0u - count) % count)
            {
                bits = random.NextBits();
                product = (bits >> 32) * count;
            }
        }

        var index = (int)(product >> 32);
        return Place(random, state, _masks[index], index, (uint)bits);
    }

    /// <summary>x_K from the 32 uniform bits <paramref name="draw"/>, and from further ones on a tie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Place(RandomStream random, ulong state, ulong mask, int index, uint draw)
    {
        ref var row = ref Unsafe.Add(
            ref MemoryMarshal.GetArrayDataReference(_table),
            _start + (((index << _visible) + (int)Bits.Extract(state, _everything & ~mask)) * _stride));
        var wanted = Vector512.Create(draw);
        var below = 0;
        ulong ties = 0;
        for (nuint s = 0; s < (nuint)_stride; s += Line)
        {
            var thresholds = Vector512.LoadUnsafe(ref row, s);
            below += BitOperations.PopCount(Vector512.LessThan(thresholds, wanted).ExtractMostSignificantBits());
            ties |= Vector512.Equals(thresholds, wanted).ExtractMostSignificantBits();
        }

        var outcome = ties == 0 ? (ulong)below : Resolve(random, state, mask, index, draw);
        return (state & ~mask) | Bits.Deposit(outcome, mask);
    }

    /// <summary>The thresholds of one row, the last outcome's left out.</summary>
    internal ReadOnlySpan<uint> Thresholds(int index, ulong visible) =>
        _table.AsSpan(_start + (((index << _visible) + (int)visible) * _stride), (1 << Size) - 1);

    private static int Stride(int size) => Math.Max(Line, 1 << size);

    /// <summary>The number of F_r at most (draw + f)/2³², f uniform in [0, 1).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong Resolve(RandomStream random, ulong state, ulong mask, int index, uint draw)
    {
        var cumulative = new double[_conditional.Width];
        _conditional.Cumulate(mask, index, state, cumulative);
        var fraction = random.NextUniform();
        ulong outcome = 0;
        while (Scaled(cumulative, (int)outcome) - draw <= fraction)
        {
            outcome++;
        }

        return outcome;
    }

    private void Fill()
    {
        var cumulative = new double[_conditional.Width];
        for (var index = 0; index < _masks.Length; index++)
        {
            for (var visible = 0UL; visible < 1UL << _visible; visible++)
            {
                _conditional.Cumulate(_masks[index], index, Bits.Deposit(visible, _everything & ~_masks[index]), cumulative);
                var row = _table.AsSpan(_start + (((index << _visible) + (int)visible) * _stride), _stride);
                row.Fill(uint.MaxValue); // F = 1: never below a draw, and a tie with it is resolved against it
                for (var r = 0; r < _conditional.Outcomes - 1; r++)
                {
                    row[r] = (uint)Math.Min(uint.MaxValue, (ulong)Scaled(cumulative, r));
                }
            }
        }
    }

    private static double Scaled(double[] cumulative, int outcome) => cumulative[outcome] / cumulative[^1] * (1UL << 32);
}
