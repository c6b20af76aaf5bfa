/**
 * The learned half of the cascaded controller: a {@link io.roundhouse.routers.controller.ControllerSnapshot} is what was learned, {@link
 * io.roundhouse.routers.controller.MasRouterPolicy} are the policies for mode, number, role and model that decide by it, mended or as the
 * paper's own program does. The packages below hold what is learned from ({@code episodes}), what is chosen among ({@code plans}), the
 * network ({@code network}), and learning itself ({@code learn}). Files and folders of snapshots are the server's.
 */
@NullMarked
package io.roundhouse.routers.controller;

import org.jspecify.annotations.NullMarked;
