using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Gmlm.Theory.Samplers;

/// <summary>Bits to and from the places of a mask: pdep and pext where the processor has them, a loop elsewhere.</summary>
internal static class Bits
{
    /// <summary>The low bits of <paramref name="value"/>, spread over the set bits of <paramref name="mask"/> in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Deposit(ulong value, ulong mask) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.ParallelBitDeposit(value, mask) : DepositPortable(value, mask);

    /// <summary>The bits of <paramref name="value"/> at the set bits of <paramref name="mask"/>, packed low.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Extract(ulong value, ulong mask) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.ParallelBitExtract(value, mask) : ExtractPortable(value, mask);

    internal static ulong DepositPortable(ulong value, ulong mask)
    {
        ulong result = 0;
        for (; mask != 0; mask &= mask - 1, value >>= 1)
        {
            result |= (0UL - (value & 1)) & mask & (0UL - mask);
        }

        return result;
    }

    internal static ulong ExtractPortable(ulong value, ulong mask)
    {
        ulong result = 0;
        for (var place = 0; mask != 0; mask &= mask - 1, place++)
        {
            result |= (value >> System.Numerics.BitOperations.TrailingZeroCount(mask) & 1) << place;
        }

        return result;
    }
}
