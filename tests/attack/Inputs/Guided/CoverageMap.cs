using System.Reflection;
using System.Runtime.InteropServices;

namespace Gmlm.Attack.Inputs.Guided;

/// <summary>
/// How often each edge of the instrumented code was taken: an edge is a pair of pieces of code that ran one after the other. Instrumented
/// code writes here, so one must be there before any of it runs, and there can be one a process.
/// </summary>
internal sealed unsafe class CoverageMap
{
    // As afl-fuzz has it; instrumented code has 16 bits for an edge. Static, so that it is never collected while code may write to it.
    private static readonly byte[] Counts = GC.AllocateArray<byte>(1 << 16, pinned: true);

    // By its name: SharpFuzz takes an assembly that refers to this class for one that it has instrumented already.
    private static readonly Type Trace = Type.GetType("SharpFuzz.Common.Trace, SharpFuzz.Common", throwOnError: true)!;
    private static readonly FieldInfo Last = Trace.GetField("PrevLocation")!;

    private readonly byte[] _seen = new byte[Counts.Length];

    /// <summary>Lets instrumented code write here.</summary>
    public CoverageMap()
    {
        var start = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(Counts, 0);
        Trace.GetField("SharedMem")!.SetValue(null, Pointer.Box(start, typeof(byte*)));
    }

    /// <summary>How many edges were seen in all.</summary>
    public int Edges => _seen.Count(orders => orders != 0);

    /// <summary>Forgets the last input, and keeps what was seen.</summary>
    public void Clear()
    {
        Array.Clear(Counts);
        Last.SetValue(null, 0);
    }

    /// <summary>
    /// Whether the last input took an edge that was not seen before, or one in a new order of magnitude of times. From now on it is seen.
    /// </summary>
    public bool SeesNew()
    {
        var isNew = false;
        for (var at = Next(0); at >= 0; at = Next(at + 1))
        {
            var order = Order(Counts[at]);
            isNew |= (_seen[at] & order) == 0;
            _seen[at] |= order;
        }

        return isNew;
    }

    private static int Next(int from) => Counts.AsSpan(from).IndexOfAnyExcept((byte)0) is >= 0 and var skipped ? from + skipped : -1;

    // The orders of magnitude of afl-fuzz, a bit each: a loop that runs once more is not worth another input.
    private static byte Order(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
