namespace Gmlm.Padir.Runtime;

/// <summary>What had to be done to make TorchSharp's native library loadable.</summary>
public enum TorchLibraryState
{
    /// <summary>Nothing: the system provides what the library wants.</summary>
    NotNeeded,

    /// <summary>An earlier process did it.</summary>
    AlreadyPatched,

    /// <summary>This process did it.</summary>
    Patched,

    /// <summary>It could not be done; TorchSharp will not load.</summary>
    Failed,
}

/// <summary>The state of TorchSharp's native library.</summary>
/// <param name="State">What had to be done.</param>
/// <param name="Detail">One or two sentences: why, and after a failure what to do.</param>
/// <param name="Path">The library looked at; empty when none was.</param>
public sealed record TorchLibraryStatus(TorchLibraryState State, string Detail, string Path);

/// <summary>TorchSharp cannot be loaded on this machine; the message says why and what to do.</summary>
public sealed class TorchUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
