using System.Runtime.CompilerServices;
using Gmlm.Attack.Inputs;

namespace Gmlm.Attack.MadeUp;

/// <summary>Readers with faults that the attack on inputs must find, for its tests.</summary>
internal static class PlantedReaders
{
    /// <summary>A fault behind three bytes that are compared one after the other, as formats do with the mark they begin with.</summary>
    public static Reader Hidden { get; } = new("planted, hidden", [new byte[4]], ByteMutations.Of, _ => ReadHidden);

    /// <summary>A recursion without end, where the first byte is great.</summary>
    public static Reader Deadly { get; } = new("planted, deadly", [new byte[4]], ByteMutations.Of, _ => input => ReadDeadly(input));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Reader> All { get; } = [Hidden, Deadly];

    private static void ReadHidden(byte[] input)
    {
        if (input.Length < 3 || input[0] != 'G')
        {
            return;
        }

        if (input[1] != 'M')
        {
            return;
        }

        if (input[2] == 'L')
        {
            throw new InvalidOperationException("planted");
        }
    }

    private static int ReadDeadly(byte[] input) => input.Length > 0 && input[0] > 250 ? Deeper(input, 0) : 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Deeper(byte[] input, int depth) => depth < 0 ? depth : Deeper(input, depth + 1) + input[depth % input.Length];
}
