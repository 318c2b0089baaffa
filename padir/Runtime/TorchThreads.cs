using static TorchSharp.torch;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// libtorch on so many threads until disposed of. On tensors of a few hundred numbers more than one only wait for each other (ten times as long on a busy machine), and sums
/// depend on how many there are.
/// </summary>
public sealed class TorchThreads : IDisposable
{
    private readonly int _before = get_num_threads();

    /// <summary>From now on.</summary>
    /// <param name="count">At least 1.</param>
    public TorchThreads(int count) => set_num_threads(count);

    /// <inheritdoc/>
    public void Dispose() => set_num_threads(_before);
}
