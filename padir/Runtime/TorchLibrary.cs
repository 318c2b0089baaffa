using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Gmlm.Padir.Runtime;

/// <summary>
/// Makes sure that TorchSharp can load its native library, before the first TorchSharp type is used, and that the threads of libtorch wait
/// as <see cref="WaitPolicy"/> says. TorchSharp loads the library at that moment; if the loader refuses, its error message says only that
/// there is no reference to a libtorch package.
/// </summary>
public static class TorchLibrary
{
    private const string FileName = "libLibTorchSharp.so";
    private const string Provider = "libstdc++.so.6";

    private static readonly Lazy<TorchLibraryStatus> Once = new(() => Prepare(AppContext.BaseDirectory));

    /// <summary>The state of the library and what was done. It is computed once per process and never throws.</summary>
    public static TorchLibraryStatus Status => Once.Value;

    /// <summary>
    /// Throws if TorchSharp's library cannot be loaded. Code outside of this assembly that may be the first to use a TorchSharp type calls
    /// this method. Inside of this assembly the module initializer has already run, and a call only turns a failure into a clear error.
    /// </summary>
    /// <returns>What was found and done.</returns>
    /// <exception cref="TorchUnavailableException">The library cannot be made loadable; the message says what to do.</exception>
    public static TorchLibraryStatus EnsureLoadable() =>
        Status.State == TorchLibraryState.Failed ? throw new TorchUnavailableException(Status.Detail) : Status;

    /// <summary>
    /// Runs before any other code of this assembly. It must not throw, since the error would read "type initializer for &lt;Module&gt;".
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage(
        "Usage",
        "CA2255",
        Justification =
            "It must come before the first TorchSharp type; a call forgotten at one entry point would give a misleading error.")]
    internal static void Initialize() => _ = Status;

    private static TorchLibraryStatus Prepare(string folder)
    {
        WaitPolicy.MakePassive();
        if (!OperatingSystem.IsLinux())
        {
            return NotNeeded("Only Linux ties libraries to versions of libstdc++.");
        }

        // The library lies beside the application, or in the folder that a build for all platforms uses. The package cache is never
        // searched.
        var path = new[] { folder, Path.Combine(folder, "runtimes", "linux-x64", "native") }.Select(place => Path.Combine(place, FileName))
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            return NotNeeded($"There is no {FileName} in {folder}.");
        }

        try
        {
            return SystemLibrary.Locate(Provider) is { } provider
                ? TorchLibraryPatch.Apply(path, ElfVersionDefinitions.Read(new ElfImage(File.ReadAllBytes(provider))))
                : new TorchLibraryStatus(
                    TorchLibraryState.Failed, $"{Provider} was not found. Install libstdc++ (Debian, Ubuntu: libstdc++6).", path);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new TorchLibraryStatus(TorchLibraryState.Failed, $"The system's {Provider} could not be read: {error.Message}", path);
        }
    }

    private static TorchLibraryStatus NotNeeded(string reason) => new(TorchLibraryState.NotNeeded, reason, "");
}
