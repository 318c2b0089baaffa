namespace Gmlm.Attack.Inputs;

/// <summary>Where the hostile inputs of a reader come from.</summary>
/// <param name="Threads">On how many threads inputs are made and read.</param>
/// <param name="Next">Makes the input of a number.</param>
/// <param name="Done">Learns what came of an input, on the thread that read it and before that thread makes another.</param>
internal sealed record InputSource(int Threads, Func<int, byte[]> Next, Action<int, byte[], Attempt> Done)
{
    /// <summary>Whether each input may depend on what came of those before it.</summary>
    public bool IsSerial => Threads == 1;
}
