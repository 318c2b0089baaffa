using static TorchSharp.torch;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// libtorch on one thread until disposed of. On tensors of a few hundred numbers more threads only wait for each other (ten times as long on a busy machine), and sums
/// do not depend on how many there are.
/// </summary>
public sealed class SingleThread : IDisposable
{
    private readonly int _before = get_num_threads();

    /// <summary>From now on.</summary>
    public SingleThread() => set_num_threads(1);

    /// <inheritdoc/>
    public void Dispose() => set_num_threads(_before);
}
