using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Gmlm.Theory.Random;

namespace Gmlm.Theory.Samplers;

/// <summary>
/// k-Gibbs, the block dynamics of an Ising model: one step draws a mask K uniformly among those of size k, then
/// x_K ~ p(· given x_{−K}), computing that conditional anew each time. Probabilities are those of double precision, resolved to 2⁻⁵³.
/// </summary>
public sealed class BlockGibbs : ISpinKernel
{
    private readonly MaskSampler _masks;
    private readonly BlockConditional _conditional;

    /// <summary>The kernel of <paramref name="model"/> (N ≤ 64) with blocks of <paramref name="size"/> k.</summary>
    /// <exception cref="ArgumentException">More than 64 spins, k outside 1 … N, or k above 20.</exception>
    public BlockGibbs(Ising model, int size)
    {
        CheckSize(model, size);
        Length = model.Length;
        Size = size;
        _masks = new MaskSampler(Length, size);
        _conditional = new BlockConditional(model, size, _masks.Tabulated);
    }

    public int Length { get; }

    /// <summary>k, the spins drawn anew in one step.</summary>
    public int Size { get; }

    [SkipLocalsInit]
    public ulong Step(RandomStream random, ulong state)
    {
        var mask = _masks.Next(random, out var index);
        if (_conditional.Width > 256)
        {
            return LargeStep(random, state, mask, index);
        }

        Span<double> cumulative = stackalloc double[256];
        return Draw(random, state, mask, index, cumulative[.._conditional.Width]);
    }

    internal static void CheckSize(Ising model, int size)
    {
        if (size < 1 || size > model.Length || size > BlockConditional.MaxSize)
        {
            throw new ArgumentException(
                $"a block has 1 to {Math.Min(model.Length, BlockConditional.MaxSize)} spins here, {size} asked", nameof(size));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong LargeStep(RandomStream random, ulong state, ulong mask, int index)
    {
        var buffer = ArrayPool<double>.Shared.Rent(_conditional.Width);
        var next = Draw(random, state, mask, index, buffer.AsSpan(0, _conditional.Width));
        ArrayPool<double>.Shared.Return(buffer);
        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Draw(RandomStream random, ulong state, ulong mask, int index, Span<double> cumulative)
    {
        _conditional.Cumulate(mask, index, state, cumulative);
        // Since u ≤ 1 − 2⁻⁵³, the rounded target stays below the total, and an outcome of positive weight is found.
        var target = random.NextUniform() * cumulative[^1];
        return (state & ~mask) | Bits.Deposit(CountAtMost(cumulative, target), mask);
    }

    /// <summary>How many of the running sums are at most <paramref name="target"/>: the outcome that it falls into.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong CountAtMost(ReadOnlySpan<double> cumulative, double target)
    {
        if (cumulative.Length > 64)
        {
            return Search(cumulative, target);
        }

        ref var first = ref MemoryMarshal.GetReference(cumulative);
        var count = 0;
        for (nuint s = 0; s < (nuint)cumulative.Length; s += 8)
        {
            var atMost = Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref first, s), Vector512.Create(target));
            count += BitOperations.PopCount(atMost.ExtractMostSignificantBits());
        }

        return (ulong)count;
    }

    private static ulong Search(ReadOnlySpan<double> cumulative, double target)
    {
        var (low, high) = (0, cumulative.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = cumulative[middle] <= target ? (middle + 1, high) : (low, middle);
        }

        return (ulong)low;
    }
}
